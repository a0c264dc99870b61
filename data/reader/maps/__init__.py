"""Map files for the browser, joined from figures and outlines of a snapshot."""
