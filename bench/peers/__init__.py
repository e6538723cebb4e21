"""Imbang beside other engines and other dashboards, over the same data: `make bench-peers`.

The same questions are answered by each, one after another, and the answers must be the
same. Engines answer from base tables (what offices sent, as it was sent: counting is the
query's work) and from Imbang's marts (counted before), which tells what comes from the
engine from what comes from the design.
"""
