"""Views as files: csv, png, svg, citation."""
