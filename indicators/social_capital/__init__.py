"""Indicators of the factor: Social capital."""
