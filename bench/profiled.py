"""The command ``imbang`` with a profile of every script run; for `bench.profiling`.

Each run of the script leaves its profile in the folder ``IMBANG_PROFILES``, numbered
from 0 in the order they ended.
"""

from __future__ import annotations

import cProfile
import itertools
import os
from pathlib import Path

from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from imbang.cli import main as cli


def main() -> None:
    """Have Streamlit's script runner profile what it runs, then start as usual."""
    folder = Path(os.environ["IMBANG_PROFILES"])
    numbers = itertools.count()
    run = script_runner.ScriptRunner._run_script

    def profiled(self: script_runner.ScriptRunner, rerun_data: RerunData) -> None:
        profile = cProfile.Profile()
        try:
            profile.runcall(run, self, rerun_data)
        finally:
            profile.dump_stats(folder / f"{next(numbers):06d}")

    script_runner.ScriptRunner._run_script = profiled  # type: ignore[method-assign]
    cli.main()


if __name__ == "__main__":
    main()
