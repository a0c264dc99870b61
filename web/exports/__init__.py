"""Serve charts, maps and tables as files: requests wait in a queue, child processes draw."""
