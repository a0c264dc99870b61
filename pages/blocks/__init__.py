"""Pieces of a page, one file each."""
