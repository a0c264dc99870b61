"""Indicators of the factor: School quality."""
