"""Commands for developers: what builds the reference data and the sample."""
