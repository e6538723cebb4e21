"""Files on disk: written so that a kill loses nothing, named as DuckDB reads them, mishaps told."""
