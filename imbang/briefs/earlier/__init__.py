"""Papers that were written before, and what has been restated since."""
