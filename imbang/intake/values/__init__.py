"""A cell's text in, its value out, or what was expected."""
