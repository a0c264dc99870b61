"""Maps of figures: what a map shows, its classes, words and layers, for the screen and for files."""
