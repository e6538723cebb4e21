"""The page Rapat: one message a screen, read across a room."""
