"""Made-up data at the scale of the nation, written through the store's own format.

``python -m bench.scale.data`` writes it. One module a thing that offices send: what they
need (`needs`), who serves (`people`), what they do (`duties`), how many live there and
are listed (`places`), and how and when offices send it (`manners`, `sending`). All of
it follows from the seed, and a province is the same whichever others are written.
"""
