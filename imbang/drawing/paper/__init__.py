"""The charts and maps of the screens on paper: the same figures, drawn by matplotlib."""
