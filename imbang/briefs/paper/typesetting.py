"""From data to PDF: Typst sets a template of ``assets/paper``, tagged for screen readers."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang import paths
from imbang.texts.signs import each, printable

if TYPE_CHECKING:
    from typst import Fonts

_FOLDER = paths.ASSETS / "paper"
_COUNT = re.compile(rb"/Type\s*/Pages\b.*?/Count (\d+)", re.DOTALL)


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """A PDF/UA-1 of ``data`` by a template; the same bytes for the same data.

    Typst refuses to write what breaks the standard. All that ``data`` says is text, but
    for its ``date``: year, month, day.
    """
    import typst

    year, month, day = data["date"]

    content = typst.compile(
        _FOLDER / template,
        format="pdf",
        root=_FOLDER,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(each(data, printable), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=datetime(year, month, day, tzinfo=UTC),
    )
    assert isinstance(content, bytes)
    return content


def pages(content: bytes) -> int:
    """How many pages a PDF by Typst has."""
    counts = _COUNT.findall(content)
    return max(map(int, counts), default=0)


@functools.cache
def _fonts() -> Fonts:
    """The letters of the screens, and others for the signs that these lack."""
    import matplotlib
    import typst

    signs = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_FOLDER), str(signs)],
    )
