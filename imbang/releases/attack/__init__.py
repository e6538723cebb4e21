"""An attacker's program: what can be worked out of the files of a release.

It reads nothing but released files and knows nothing of how cells were hidden, so that it
finds what the hiding (`imbang.releases`) overlooks.
"""
