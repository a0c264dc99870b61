"""Tools for developers: a fresh server, a browser, screenshots, generated documents."""
