"""The nouns of Common Measure: frozen dataclasses without input or output."""
