"""A file's bytes as sheets of text: signatures, guards, readers."""
