"""The page Acceptance: what offices sent, month by month, for their heads to accept."""
