"""A second calculation of the figures, and the proof that the product agrees with it."""
