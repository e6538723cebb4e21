"""Imbang: are the people who help where the people in need are?"""

__version__ = "0.1.0"
