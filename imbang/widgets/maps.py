"""The map."""
def show_map(view, key): pass
