"""Measurements: `python -m bench` prints one table. Everything runs on this machine's loopback address."""
