"""Places of a snapshot: their names, what people type for them, and the search over both."""
