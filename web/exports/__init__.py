"""Charts, maps and tables as files: from an address to an answer, queued, drawn in processes of their own."""
