"""Whole pages, put together from blocks."""
