"""Charts, maps and tables from numbers: no question, no page, no Streamlit."""
