"""Clients that download pictures: each requests the next one as soon as it has the last.

``python -m bench.exporters URL --exporters 50 --seconds 30`` puts load on a server from a process of its own and prints
one line of JSON. No address is asked for twice, so that none is remembered.
"""

from __future__ import annotations

import argparse
import json
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from bench.viewers import quantile
from bench.views import FACTOR_PAGES, MEASURES, PLACES, View
from indicators.stats.classes import CLASSINGS

TIMEOUT = 180


@dataclass
class Downloads:
    """What all clients measured together. waits: seconds for each file."""

    waits: list[float] = field(default_factory=list)
    refused: int = 0
    missing: int = 0
    errors: list[str] = field(default_factory=list)


def addresses() -> list[str]:
    """PNGs of every factor: charts of all communities and measures, maps in every kind of classes."""
    views = [View(page, {"level": level, "place": place}) for page in FACTOR_PAGES for level, place in PLACES]
    views += [
        View(page, {"level": level, "place": place, "measure": measure})
        for page, measures in MEASURES.items()
        for measure in measures
        for level, place in PLACES
    ]
    return [address for view in views for address in _pictures(view)]


def _pictures(view: View) -> Iterator[str]:
    for exhibit in ("peers", "trend", "groups"):
        yield f"/export/{view.page}/{exhibit}.png?{urlencode(view.query)}"
    for classing in CLASSINGS:
        yield f"/export/{view.page}/map.png?{urlencode(view.query | {'classing': classing})}"


def download(host: str, waiting: Iterator[str], end: float, seen: Downloads) -> None:
    """Ask for one address after another until ``end``; where the server is too busy, wait for as long as it says."""
    for address in waiting:
        if time.perf_counter() > end:
            return
        started = time.perf_counter()
        try:
            status, again = _get(host, address)
        except OSError as error:
            seen.errors.append(f"{address}: {error!r}")
            continue
        if status == 200:
            seen.waits.append(time.perf_counter() - started)
        elif status == 503:
            seen.refused += 1
            time.sleep(max(0.0, min(again, end - time.perf_counter())))
        elif status in (400, 404):  # not every measure has every chart for every kind of place
            seen.missing += 1
        else:
            seen.errors.append(f"{address}: {status}")


def _get(host: str, address: str) -> tuple[int, float]:
    connection = HTTPConnection(host, timeout=TIMEOUT)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        return answer.status, float(answer.getheader("Retry-After") or 0)
    finally:
        connection.close()


def main() -> None:
    """Print what the exporters saw, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--exporters", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    chosen = parser.parse_args()
    urls = addresses()
    random.Random(1).shuffle(urls)
    seen, end, host = Downloads(), time.perf_counter() + chosen.seconds, urlsplit(chosen.address).netloc
    shares = [iter(urls[start :: chosen.exporters]) for start in range(chosen.exporters)]
    threads = [threading.Thread(target=download, args=(host, share, end, seen)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        json.dumps(
            {
                "files": len(seen.waits),
                "median_s": round(quantile(seen.waits, 0.5), 1) if seen.waits else 0,
                "max_s": round(max(seen.waits, default=0), 1),
                "refused": seen.refused,
                "missing": seen.missing,
                "errors": len(seen.errors),
                "first_error": seen.errors[0] if seen.errors else "",
            }
        )
    )


if __name__ == "__main__":
    main()
