"""What offices fill in: the template and the documentation of its columns."""
