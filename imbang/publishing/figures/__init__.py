"""From submissions to the tables of figures of one scope: sources, steps, their order."""
