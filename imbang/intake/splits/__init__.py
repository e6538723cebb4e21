"""Splits: what a figure is a part of, men and women or age groups, and their sum."""
