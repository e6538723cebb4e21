"""Where a table lies in a sheet, and what is no row of it."""
