"""One code of a region as it is written: its region, or what was expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imbang.intake.places import bps
from imbang.intake.values.parsing import Rejected
from imbang.reference import regions
from imbang.reference.spelling import spelled
from imbang.texts import _


def with_said(
    parse: Callable[[str, bool], str], said: Mapping[str, str]
) -> Callable[[str, bool], str]:
    """Read what the officer says a code means, in place of the code."""

    def read(text: str, is_number: bool) -> str:
        meant = regions.load().code_for(said.get(spelled(text), ""))
        return meant or parse(text, is_number)

    return read


def parse_code(text: str, is_number: bool) -> str:
    """The region of a code of Kemendagri; `Rejected` where there is none."""
    if code := regions.load().code_for(text):
        return code
    if is_number and "." in text:
        raise Rejected(
            "region",
            _(
                "“{text}” is stored as a number, so a zero at its end may be lost; "
                "set the column's format to Text and write a Kemendagri code such as "
                "63.71.01.1001.",
                text=text,
            ),
        )
    raise Rejected(
        "region",
        _(
            "“{text}” is no region that is known; expected a Kemendagri code such as "
            "63.71.01.1001 (village), 63.71.01 (district) or 63.71 (regency).",
            text=text,
        ),
        about="region",
        can_leave_out=True,
    )


def parse_bps(text: str, _is_number: bool) -> str:
    """The region of a code of BPS, or the regency in which it lies."""
    if code := bps.region_of(text) or bps.region_above(text):
        return code
    raise Rejected(
        "region",
        _(
            "“{text}” is no BPS code that is known; expected 2, 4, 7 or 10 digits such "
            "as 6371010.",
            text=text,
        ),
    )
