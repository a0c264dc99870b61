"""Peers, differences, rank ranges."""
