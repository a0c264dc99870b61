"""Tables that people bring to `compute`: CSV, Parquet and packed files, read with clear errors."""
