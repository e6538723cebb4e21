"""Generated: a noisy name is the region it was made from, or is asked about."""

from __future__ import annotations

import time
from string import ascii_lowercase

from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.intake.places.gazetteer import Gazetteer, gazetteer
from imbang.intake.places.named import Finder, Named
from imbang.intake.places.names import key
from imbang.reference import levels, regions

PROVINCE = "63"
KNOWN = regions.load()
VILLAGES = list(KNOWN.below(PROVINCE, "village"))
PREFIXES = {
    "village": ["", "Kel. ", "DESA ", "Desa/Kelurahan "],
    "district": ["", "Kec "],
}


@st.composite
def noisy(draw, name: str) -> str:
    """A name with one or two letters dropped, doubled, swapped or changed, or none."""
    letters = list(name)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(letters) - 1))
        match draw(st.sampled_from(["drop", "double", "swap", "change"])):
            case "drop" if len(letters) > 1:
                del letters[at]
            case "double":
                letters.insert(at, letters[at])
            case "swap" if at:
                letters[at - 1], letters[at] = letters[at], letters[at - 1]
            case _:
                letters[at] = draw(st.sampled_from(ascii_lowercase))
    text = "".join(letters)
    return draw(st.sampled_from([text, text.upper(), text.replace(" ", "")]))


def named(draw, code: str, level) -> Named:
    text = draw(noisy(KNOWN.name(code)))
    return Named(draw(st.sampled_from(PREFIXES[level])) + text, level)


@st.composite
def cases(draw):
    """A village, what a row says of it, and the office that sends it."""
    code = draw(st.sampled_from(VILLAGES))
    names = [named(draw, code, "village")]
    if draw(st.booleans()):
        names.append(named(draw, code[:8], "district"))
    return code, names, draw(st.sampled_from([code[:2], code[:5], code[:8]]))


def is_named_so(places: Gazetteer, code: str, name: Named) -> bool:
    """Whether the noise made it another's very name: nobody could tell."""
    return code in places.exact(name.text, name.level, (places.area,))


@given(case=cases())
@settings(max_examples=120, deadline=None)
def test_never_another_region_silently(case) -> None:
    code, names, office = case
    places = gazetteer(office)
    found = Finder(places, {}).find(names, office)
    if found.code is None or found.code == code:
        return
    assert is_named_so(places, found.code, names[0]), (code, names, found)


@given(code=st.sampled_from(VILLAGES), data=st.data())
@settings(max_examples=50, deadline=None)
def test_clean_names_with_their_district_are_found(code, data) -> None:
    names = [
        Named(
            data.draw(st.sampled_from(PREFIXES["village"])) + KNOWN.name(code),
            "village",
        ),
        Named(KNOWN.name(code[:8]).upper(), "district"),
    ]
    found = Finder(gazetteer(code[:5]), {}).find(names, code[:5])
    same = [
        c
        for c in KNOWN.children(code[:8])
        if key(KNOWN.name(c)) == key(KNOWN.name(code))
    ]
    assert found.code == code or set(found.offered) >= set(same) > {code}


def test_thousands_of_names_in_seconds() -> None:
    """The 8,563 villages of Jawa Tengah with their district and regency, in one file."""
    begun = time.perf_counter()
    finder = Finder(gazetteer(levels.NATION), {})
    found = 0
    villages = list(KNOWN.below("33", "village"))
    for code in villages:
        names = [
            Named(KNOWN.name(code), "village"),
            Named(KNOWN.name(code[:8]), "district"),
            Named(KNOWN.name(code[:5]), "regency"),
        ]
        answer = finder.find(names, levels.NATION)
        assert answer.code in (code, None) or answer.how == "exact"
        found += answer.code == code
    assert found > 0.98 * len(villages)
    assert time.perf_counter() - begun < 20
