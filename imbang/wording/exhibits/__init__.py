"""Charts, tables and columns that a page shares with meetings and paper."""
