"""Who gets in, tried on a running server with a real provider."""
