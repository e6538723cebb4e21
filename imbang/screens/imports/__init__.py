"""The page Impor Data: what is dropped, checked, accepted, published, undone."""
