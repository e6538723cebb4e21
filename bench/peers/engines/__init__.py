"""The engines: each module answers the questions with one of them."""
