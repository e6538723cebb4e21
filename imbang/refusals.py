"""What is refused, and told to the person in full."""

from __future__ import annotations


class Refusal(Exception):
    """Something that cannot be done as asked; its text is for the person who asked."""


class Misuse(Exception):
    """Something asked in a way that has no meaning; its text says what would have."""
