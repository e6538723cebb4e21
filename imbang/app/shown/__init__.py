"""What pages put on the screen together: controls, charts, maps, tables, files."""
