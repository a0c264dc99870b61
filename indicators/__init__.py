"""What Common Measure measures: the indicators, their maths, their comparison, and how they are shown and exported."""
