"""What is said of coverage: its verdicts, its list, its map, its norm."""
