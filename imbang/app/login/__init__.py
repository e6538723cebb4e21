"""The door: who may come in, and who sits before a session; nothing is open beside it."""
