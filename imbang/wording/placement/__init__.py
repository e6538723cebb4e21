"""Plans of places in words, tables and the classes of their map."""
