"""The page Pilar: its words, charts, tables and sections."""
