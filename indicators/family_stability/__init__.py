"""Indicators of the factor: Family stability."""
