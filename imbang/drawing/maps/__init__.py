"""Parts of every map: areas, labels, frames, values."""
