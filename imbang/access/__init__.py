"""Who may see, do and approve what: roles, people, and who acts now."""
