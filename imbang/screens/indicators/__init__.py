"""The page Indikator: the chain, and one indicator opened."""
