"""The benchmark: what Imbang costs in seconds, bytes and memory, beside its budgets.

`python -m bench` measures everything; it judges nothing and always ends well. One module
a thing that is measured, and one each for budgets, results, processes and the client.
"""
