"""The page Penempatan: plans, what they do, scenarios."""
