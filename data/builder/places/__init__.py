"""Places while a snapshot is built: levels, vintages, and what lies in what."""
