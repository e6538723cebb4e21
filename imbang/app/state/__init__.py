"""What this session shows, and what is remembered for all."""
