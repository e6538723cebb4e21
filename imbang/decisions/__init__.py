"""Decisions of meetings: kept with the figure that was shown, held against what followed."""
