"""Indicators of the factor: Income inequality."""
