"""The letterhead and the signature on paper: what settings say of the office."""

from __future__ import annotations

from dataclasses import dataclass

from imbang.settings import settings
from imbang.store.workspace import Workspace


@dataclass(frozen=True)
class Letterhead:
    """Who prints; empty texts where nothing is set."""

    office: str
    address: tuple[str, ...]
    city: str
    head_title: str
    head_name: str
    time_zone: str

    @property
    def is_signed(self) -> bool:
        """Whether there is somebody to sign."""
        return bool(self.head_name or self.head_title)


def letterhead(workspace: Workspace) -> Letterhead:
    """The letterhead as it is set now."""
    values = settings.current(workspace)
    return Letterhead(
        office=values["office_name"],
        address=tuple(values["office_address"].splitlines()),
        city=values["city"],
        head_title=values["head_title"],
        head_name=values["head_name"],
        time_zone=values["time_zone"],
    )
