"""Outlines while a snapshot is built: read, made light, written for the map."""
