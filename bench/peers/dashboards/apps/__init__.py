"""What is served by the others: run in their environments, never imported from here."""
