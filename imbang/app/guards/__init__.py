"""What every request passes: by which names, by whom, to which addresses, how much."""
