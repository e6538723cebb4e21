"""A command starts quickly: it loads nothing that takes long and that it may not need."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {
    *("duckdb", "geopandas", "matplotlib", "numpy", "pandas", "plotly"),
    *("pyarrow", "scipy", "streamlit"),
}


def test_the_command_line_loads_no_heavy_library() -> None:
    script = "import sys, imbang.cli.main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "imbang.cli.main" in loaded
    assert loaded & HEAVY == set()
