"""From the submissions that count to a snapshot, and whether it is still true."""
