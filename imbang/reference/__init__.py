"""What everybody knows beforehand: regions and levels, kinds, datasets, how words are spelled.

Nothing here depends on what offices sent.
"""
