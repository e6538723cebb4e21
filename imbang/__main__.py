"""``python -m imbang`` is the command ``imbang``."""

from imbang.cli.main import main

main()
