"""Mistakes of the person at the command line."""

from __future__ import annotations


class UserError(Exception):
    """One clear line that says what is wrong and what to do; the command ends with exit code 2."""
