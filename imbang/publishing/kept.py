"""What a manifest tells of the parts of its snapshot, so that they can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PARTS = "parts"
"""The folder of what parts carry up, in the store."""


@dataclass(frozen=True)
class Kept:
    """What a manifest says of a part: its key, whose figures it has, the fingerprint of
    each table, the hash of what it carries up, by which that file is named, its maps; the
    hash of whom it knows, by which that file is named, its key, and the fingerprint of what
    it is told of them, where others may know them too."""

    key: str
    provinces: tuple[str, ...]
    fingerprints: Mapping[str, str]
    carried: str
    layers: tuple[str, ...]
    people: str = ""
    people_key: str = ""
    told: str = ""

    @property
    def files(self) -> dict[str, str]:
        """What is kept of it in the store, by name: the hash of each file."""
        return {name_of(one): one for one in (self.carried, self.people) if one}


def name_of(sha256: str) -> str:
    """The name in the store of a file of a part."""
    return f"{PARTS}/{sha256}.duckdb"


def kept_parts(manifest: Mapping[str, Any]) -> dict[str, Kept]:
    """The parts that a manifest tells of; none in those of before there were any."""
    return {
        name: Kept(
            key=said["key"],
            provinces=tuple(said["provinces"]),
            fingerprints=said["fingerprints"],
            carried=said["carried"],
            layers=tuple(said["layers"]),
            people=said["people"],
            people_key=said["people_key"],
            told=said.get("told", ""),
        )
        for name, said in manifest.get("parts", {}).items()
    }
