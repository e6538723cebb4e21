"""``python -m imbang`` is the command ``imbang``."""

from imbang.cli import main

main()
