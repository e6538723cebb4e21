"""What lines speak of: titles, names of sheets and files, headings, units."""
