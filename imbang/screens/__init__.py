"""The pages: one package each, independent of each other."""
