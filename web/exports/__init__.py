"""Charts, maps and tables as files: from an address to an answer, in a bounded queue, drawn in processes of their own."""
