"""The page Kebutuhan (PMKS): its words, charts, tables and sections."""
