"""The page on verification, services and cases."""
