"""What developers run: a fresh server, a browser, screenshots, generated documents."""
