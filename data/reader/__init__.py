"""The reader: figures, places and maps of a snapshot, opened lightly. No geopandas and no pandera here."""
