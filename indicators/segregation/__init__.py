"""Indicators of the factor: Segregation."""
