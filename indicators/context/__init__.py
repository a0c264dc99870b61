"""Indicators of the factor: Context."""
