"""Indicators of the factor: Upward mobility."""
