"""The page Cakupan PSM: its words, charts, tables and sections."""
