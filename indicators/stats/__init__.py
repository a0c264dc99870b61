"""The maths: pure functions on frames and arrays."""
