"""Registers of persons in need, of which only counts are taken."""
