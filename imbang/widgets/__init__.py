"""What pages put on the screen together: the only Streamlit besides the pages' own.

One module a thing: the session (what is asked and shown), the frame around every page,
words and figures, tables, maps, downloads.
"""
