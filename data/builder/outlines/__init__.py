"""Build outlines for a snapshot: read, simplify and write them for the map."""
