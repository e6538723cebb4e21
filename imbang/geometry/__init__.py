"""Where regions are drawn: the schematic map, loaded boundaries, and their layers."""
