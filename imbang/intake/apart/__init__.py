"""Files checked in a process of their own: its start, its limits, what passes between."""
