"""What pages begin with, told in meetings and on paper as well: a message, its sentences."""
