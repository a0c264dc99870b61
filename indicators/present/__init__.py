"""Results as charts, maps, tables and words. No Streamlit."""
