"""A laid-out sheet as a typed table and a draft's columns."""
