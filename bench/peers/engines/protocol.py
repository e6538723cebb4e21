"""What a module of an engine has: `build`, once, and `open_tables` in each process.

``build(folder, design, tables)`` makes a database of the Parquet files of ``folder``
where the engine has one; ``open_tables(folder, design)`` returns an `Ask`.
"""

from __future__ import annotations

from collections.abc import Callable

from bench.peers.answers import Asked, Rows

Ask = Callable[[str, Asked], Rows]
