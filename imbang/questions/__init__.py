"""What the files of ``queries`` say of themselves, and asking a snapshot."""
