"""Headings: which rows they are, and which column of a sheet is which of a dataset."""
