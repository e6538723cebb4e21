"""What the store knows of persons: erased, kept for how long, seen by whom."""
