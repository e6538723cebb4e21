"""Files of boundaries: which region each area is of, and what the office is told."""
