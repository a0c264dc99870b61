"""Streamlit-only helpers: the composition root, the selection, and the blocks that pages are made of."""
