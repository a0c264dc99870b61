"""The datasets: one TOML file each, with origin, terms, columns and caveats, and the reader of those files."""
