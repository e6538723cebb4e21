"""The page Metode: how everything is worked out."""
