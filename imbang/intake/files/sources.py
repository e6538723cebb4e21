"""Files as they are read: a name and its bytes, in memory alone.

A file may hold NIKs. What is uploaded is never written anywhere, and what lies on a disk
is read once, so that the bytes that were checked are those whose keyed hash is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePath

from imbang.intake.files.cells import Book
from imbang.nik import masked_name
from imbang.refusals import Refusal
from imbang.texts import _


@dataclass(frozen=True)
class Source:
    """A file by its name and its content; its ``repr`` shows the name alone.

    The name is told, stored and shown, so a NIK in it is masked at once. ``book`` is
    what was read of the content before, which is not read again.
    """

    name: str
    content: bytes = field(repr=False)
    book: Book | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Mask what must not be kept."""
        object.__setattr__(self, "name", masked_name(self.name))

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePath(self.name).stem


File = Path | Source


def open_source(path: File) -> Source:
    """The file at ``path``, read whole; Refusal, in an officer's words, if it cannot be."""
    if isinstance(path, Source):
        return path
    try:
        return Source(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise Refusal(_("There is no such file.")) from error
    except IsADirectoryError as error:
        raise Refusal(_("This is a folder; name the files in it.")) from error
    except OSError as error:
        reason = error.strerror or error
        raise Refusal(_("The file cannot be read: {reason}.", reason=reason)) from error
