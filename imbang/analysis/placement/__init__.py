"""Where further places for PSM help most: plans, their objectives and their proofs.

Whole numbers and fractions throughout, so that two villages are equal only where they
are. `docs/placement.md` proves what is claimed to be optimal.
"""
