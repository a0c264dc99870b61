"""Log a message for the operator once only: requests could repeat it without end."""

from __future__ import annotations

import logging
from collections.abc import Hashable

MOST = 100

_noticed: set[Hashable] = set()


def warn_once(logger: logging.Logger, message: str, *values: str) -> None:
    """Log the message, unless the same was logged before, or too many were."""
    if len(_noticed) < MOST and (message, values) not in _noticed:
        _noticed.add((message, values))
        logger.warning(message, *values)
