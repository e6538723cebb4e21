"""The page Kualitas Data: findings and who has sent what."""
