"""The page about methods and data."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import cast

import streamlit as st

from data.core.snapshot_meta import PLACES_FILE
from data.reader.snapshot_files import SnapshotFile
from data.reader.store import FIGURES
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.provenance import Provenance
from indicators.core.selection import SNAPSHOT
from indicators.core.spec import IndicatorSpec
from indicators.factors import FACTORS
from indicators.present.phrases import listed
from indicators.present.wording import direction_words, period_words, unit_words
from indicators.registry import specs
from pages.blocks import charts, data_table, method, page_frame
from pages.blocks.text import md
from pages.runtime.base_path import base
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view.session import View, address, change_options

GLOSSARY = {
    "Margin of error (±)": "How far a figure from a sample may be off: the true figure lies within the margin nine "
    "times in ten (90%).",
    "Interval": "The lowest and highest value that fit the data: 90% limits of a sample, or, where a publisher blurs "
    "small groups, the range that it gives.",
    "No clear difference": "The gap between two places is smaller than chance alone could make it.",
    "Rank range": "The best and the worst rank that the margins leave open, for example 3rd to 7th of 16.",
    "Quality grade": "1: use it. 2: use it with care. 3: do not act on it. Where nobody grades it: not graded.",
    "Universe": "Who is counted: all residents, adults, households, students. Figures of different universes are not "
    "joined into one trend.",
    "Census tract": "A neighborhood of about 4,000 people, drawn by the Census Bureau; redrawn every ten years.",
    "Metro area (CBSA)": "A city with the counties that people commute to it from.",
    "Commuting zone": "Counties that share a labor market, drawn from where people worked in 1990.",
    "Dissimilarity": "The share of one of two groups that would have to move for both to be spread alike.",
    "Isolation": "The share of their own group in the tract of the average member of a group.",
    "Entropy index": "How much less mixed the average tract is than the whole place, over all groups.",
    "Economic connectedness": "How common friends with high income are among people with low income.",
    "Upward mobility": "Where in the nation’s incomes children of poorer parents stand as adults.",
    "Percentile": "The share of the nation that has less.",
}


def show(view: View) -> None:
    """The whole page."""
    page_frame.head(view, "Methods and data")
    _every_measure()
    _one_measure(view)
    link = address(view)
    today = date.today()
    _end(link, today)


@charts.replayed
def _every_measure() -> None:
    page_frame.headline(_headline())
    st.header("Every measure", anchor=False)
    _measures()


@charts.replayed
def _end(link: str, today: date) -> None:
    st.header("Every source", anchor=False)
    _sources(data_table.foot(link, today))
    st.header("Words", anchor=False)
    st.markdown("\n".join(f"- **{word}**: {md(meaning)}" for word, meaning in GLOSSARY.items()))
    _downloads()
    _mistake(link)


def _headline() -> str:
    days = sorted(source.retrieved for source in _provenance())
    first, last = (method.day_words(day) for day in (days[0], days[-1]))
    factors = sum(factor.kind == "factor" for factor in FACTORS.values())
    when = f"on {last}" if first == last else f"between {first} and {last}"
    return (
        f"{len(_shown())} measures of {factors} factors and of upward mobility, from {len(days)} public datasets, "
        f"retrieved from their publishers {when} (snapshot {store().snapshot})."
    )


def _shown() -> list[IndicatorSpec]:
    return list(specs().values())


def _measures() -> None:
    groups = []
    for factor in FACTORS.values():
        rows = [_measure(spec) for spec in _shown() if spec.factor == factor.key]
        groups.append((f"{factor.title}: {len(rows)} {'measure' if len(rows) == 1 else 'measures'}", rows))
    sentence = f"All {len(_shown())} are in the table: scroll inside it. A head sorts each factor’s measures."
    st.html(f'<p class="cm-words cm-screen">{sentence}</p>')
    data_table.grouped("Every measure", ("Measure", "Unit", "Direction", "Places", "Periods", "Key"), groups)


def _measure(spec: IndicatorSpec) -> tuple[str, ...]:
    where = ", ".join(LEVEL_WORDS[level][1] for level in spec.levels if spec.shown(level))
    return (spec.title, unit_words(spec), direction_words(spec), where, _periods(spec), spec.key)


def _periods(spec: IndicatorSpec) -> str:
    periods = {period: None for level in spec.levels for period in spec.shown(level)}
    return ", ".join(period_words(period) for period in sorted(periods))


def _one_measure(view: View) -> None:
    known = {spec.key: spec for spec in _shown()}
    picked_key = view.selection.option("picked")
    st.session_state["methods_measure"] = picked_key if picked_key in known else next(iter(known))
    key = st.selectbox(
        "How one measure is measured",
        list(known),
        format_func=lambda key: f"{FACTORS[known[key].factor].title}: {known[key].title}",
        key="methods_measure",
        on_change=_pick,
    )
    st.markdown(_method(known[key]))


def _pick() -> None:
    change_options(picked=st.session_state["methods_measure"])


@cached
def _method(spec: IndicatorSpec) -> str:
    universes: dict[str, dict[str, None]] = {}
    for series_shown in (series for series in spec.series if not series.withheld):
        universes.setdefault(series_shown.universe, {})[LEVEL_WORDS[series_shown.level][1]] = None
    counted = "\n".join(f"- {md(who)} ({md(listed(list(where)))})" for who, where in universes.items())
    return "\n\n".join(
        [md(spec.question), md(spec.plain), *method.spec_paragraphs(spec), f"**Who is counted.**\n\n{counted}"]
    )


@cached
def _provenance() -> list[Provenance]:
    provenances = [store().provenance(name) for name in store().meta["datasets"]]
    return sorted(provenances, key=lambda source: (source.producer, source.title))


def _sources(foot: str) -> None:
    by_publisher: dict[str, list[tuple[str | data_table.Link, ...]]] = {}
    for source in _provenance():
        by_publisher.setdefault(source.producer, []).append(_source(source))
    data_table.grouped("Every source", ("Dataset", "Release", "License", "Retrieved"), by_publisher.items(), foot)


def _source(source: Provenance) -> tuple[str | data_table.Link, ...]:
    table = f" ({method.table_words(source)})" if source.table else ""
    title = data_table.Link(f"{source.title}{table}", source.url)
    terms = (source.version, source.licence_words)
    return (title, *terms, method.day_words(source.retrieved).replace(" ", "\N{NO-BREAK SPACE}"))


def _downloads() -> None:
    st.header("All figures", anchor=False)
    st.markdown(
        "One Parquet file for each kind of place: its code, measure, period, figure, margin, limits and their kind, "
        "status, quality, note and dataset. Names belong to codes in a file of their own. Parquet opens in "
        "Excel (Data > Get Data > From File > From Parquet, where your Excel offers it), in R "
        "(`arrow::read_parquet`), in Python (`pandas.read_parquet`) and in DuckDB. For one chart, map or table as a "
        "plain CSV file, open “Export” beneath it."
    )
    st.html(f'<div class="cm-export">{"".join(map(_link, figure_files()))}</div>')


def _link(file: SnapshotFile) -> str:
    name = PurePosixPath(file.name)
    content = "names of all places" if file.name == PLACES_FILE else LEVEL_WORDS[cast("Level", name.stem)][1]
    label = f"{content} ({_size(file.size())})"
    return f'<a download href="{base()}/figures/{name.name}?{SNAPSHOT}={store().snapshot}">{label}</a>'


def figure_files() -> list[SnapshotFile]:
    """The files of all figures, one for each kind of place, and the file of the places' names."""
    return [*store().files.below(FIGURES), store().files[PLACES_FILE]]


def figure_file(name: str) -> SnapshotFile | None:
    """One of the files by its name, None where there is none of this name."""
    return next((file for file in figure_files() if PurePosixPath(file.name).name == name), None)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} KB"


def _mistake(link: str) -> None:
    st.header("Report a mistake", anchor=False)
    st.markdown(
        "This site has no form for it and sends nothing anywhere. Send a message to whoever gave you the link to it; "
        "if you run it yourself, open an issue in the repository that you had the code from. Where the publisher’s own "
        "figure is wrong, only the publisher can put it right: its page is linked under “Every source”. With these "
        "lines, filled in, the figure can be checked against the publisher’s file."
    )
    st.code(
        f"Page: {link}\nSnapshot: {store().snapshot}\nExpected: \nWhere it is published: ",
        language=None,
        wrap_lines=True,
    )
