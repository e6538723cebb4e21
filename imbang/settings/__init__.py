"""What an office decides for itself: declared, read, told."""
