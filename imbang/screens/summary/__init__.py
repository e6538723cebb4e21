"""The page Ringkasan."""
