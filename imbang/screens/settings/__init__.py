"""The page Pengaturan: what an office decides, and who changed it."""
