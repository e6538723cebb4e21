"""Backups: a whole store as one file, and a store again from such a file."""
