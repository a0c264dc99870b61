"""The figures behind the charts: a table to sort, and the places inside the community."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import streamlit as st

from indicators.compare.comparison import Comparison
from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.core.geography import LEVEL_WORDS
from indicators.present.phrases import listed as joined
from indicators.present.tables import NO_ROW, PLACE_MARK, Readable, notes, readable_comparison, readable_figures
from indicators.present.wording import period_source
from indicators.registry import specs
from pages.blocks import charts, county_parts, data_table, export_menu
from pages.blocks.text import html, md
from pages.view import place_names
from pages.view.figures import Measure, comparison_of
from pages.view.parts import at_period, is_inside, label, measures_inside
from pages.view.session import View

# Names that one note is given for before they are counted.
MOST_NAMES = 4


def show(view: View, measure: Measure) -> None:
    """The table of the comparison and what there is inside the county; of parts of a county, their table."""
    if is_inside(measure):
        _parts_section(view, measure)
        return
    _section(view, measure)
    _section_inside(view, measure)


@charts.replayed
def _section(view: View, measure: Measure) -> None:
    comparison = comparison_of(measure)
    alt = f"{measure.spec.title}: {measure.target.name} and its peers"
    data_table.small(readable_comparison(comparison), alt)
    menu = export_menu.menu(view, "peers", measure.spec.key, measure.period, picture=False)
    st.html(f"{_under(comparison)}{menu}{_notes(comparison)}")


def _under(comparison: Comparison) -> str:
    """The line under the table: measure, period, the mark of the community's row, the unit of margins, who graded."""
    figures = [row.estimate for row in comparison.rows]
    has_points = comparison.spec.format == "percent" and any(figure.moe is not None for figure in figures)
    unit = " Margins are in percentage points." if has_points else ""
    graded = any(figure.quality is not Quality.NOT_GRADED for figure in figures)
    quality = "" if graded else " The quality of these figures is not graded."
    sentence = (
        f"{comparison.spec.title}, {period_source(comparison)}. {PLACE_MARK} marks your community.{unit}{quality}"
    )
    return f'<p class="cm-words">{html(sentence)}</p>'


def _notes(comparison: Comparison) -> str:
    """The notes on single places, as a list."""
    items = "".join(
        f"<li>{html(f'{_names_of_note(names, comparison)}: {text}')}</li>" for names, text in notes(comparison)
    )
    return f'<ul class="cm-notes">{items}</ul>' if items else ""


def _names_of_note(names: tuple[str, ...], comparison: Comparison) -> str:
    if len(names) == len(comparison.rows) > 1:
        return "All places"
    if len(names) <= MOST_NAMES:
        return joined(list(names))
    return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"


@charts.replayed
def _parts_section(view: View, measure: Measure) -> None:
    county_parts.table(view, measure, measure.period)


def listed(frame: Any, picked: str = "") -> pa.Table:
    """Raw figures of one measure (see figures_table) under heads that people read, units included: highest first.

    picked: code of the place that is marked and stands before all others, "" for none.
    """
    if not len(frame):
        return pa.table({"Place": []})
    spec = specs()[frame["indicator"].iloc[0]]
    codes = list(frame["geoid"])
    figures = [(str(row.name), _estimate(row)) for row in frame.itertuples(index=False)]
    table = readable_figures(spec, figures, codes.index(picked) if picked in codes else NO_ROW)
    units = {"percent": " (%)", "dollars": " ($)", "rank": " (percentile)"}
    heads = {head: f"{head}{units.get(spec.format, '')}" for head in table.formats}
    return data_table.arrow(Readable(table.frame.rename(columns=heads), {}))


def _estimate(row: Any) -> Estimate:
    value, moe, lower, upper = (None if n != n else n for n in (row.value, row.moe, row.lower, row.upper))
    return Estimate(
        value, moe, lower, upper, Interval(row.interval), Status(row.status), Quality(row.quality), row.note
    )


def _section_inside(view: View, measure: Measure) -> None:
    """Figures for the parts of the county that this factor has, in a section that runs only when open."""
    county = place_names.principal_county(measure.target.level, measure.target.geoid)
    measures = measures_inside(county, measure.spec.factor) if county else ()
    if not measures:
        return
    kinds = ", ".join(dict.fromkeys(LEVEL_WORDS[part.target.level][1] for part in measures))
    box = st.expander(f"Inside {md(measures[0].target.name)}: {md(kinds)}", key="inside_open", on_change="rerun")
    if box.open:
        with box:
            chosen = st.selectbox(
                "Measure inside the county",
                range(len(measures)),
                format_func=lambda at: label(measures[at].spec, measures[at].target.level),
                key="inside_measure",
            )
            _one_inside(view, measures[chosen], measure.period)


def _one_inside(view: View, newest: Measure, period_of_page: str) -> None:
    """Draw the parts at the page's period where they have figures of it, else at their newest."""
    part = at_period(newest, period_of_page) or newest
    period = part.period if part.period == period_of_page else ""
    _inside_table(view, part, period)


@charts.replayed
def _inside_table(view: View, measure: Measure, period: str) -> None:
    county_parts.table(view, measure, period)
