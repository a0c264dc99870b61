"""Charts: functions from results and comparisons to complete Vega-Lite dicts."""

from indicators.present.charts.groups import for_whom
from indicators.present.charts.peers import peer_dots
from indicators.present.charts.scatter import correlation_words, scatter_chart
from indicators.present.charts.strip import strip
from indicators.present.charts.trend import trend_chart

__all__ = ["correlation_words", "for_whom", "peer_dots", "scatter_chart", "strip", "trend_chart"]
