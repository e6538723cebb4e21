"""Which region a row is of: by code, by name, by its place in the sheet."""
