"""What is printed: the brief on A4, and letters to offices that are late."""
