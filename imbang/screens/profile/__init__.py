"""The page of one region, from the nation to a village, on one sheet."""
