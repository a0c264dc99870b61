"""Build the places of a snapshot: levels, vintages, and which area each lies in."""
