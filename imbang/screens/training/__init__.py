"""The page Pelatihan: its words, charts, tables and sections."""
