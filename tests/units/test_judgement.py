"""One judgement: of verdicts, and in colours that every eye and grey print tell apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from imbang.analysis import judgement
from imbang.drawing.colours import PALETTES, Ramp, Theme

# Machado, Oliveira and Fernandes 2009: full loss of one kind of cone, in linear RGB
_EYES = {
    "all cones": np.eye(3),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]


def _seen(colour: str, eyes: object) -> np.ndarray:
    """A colour in CIE L*a*b* as those eyes see it."""
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(eyes) @ linear, 0, 1)
    xyz = np.array(_XYZ) @ seen / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), xyz * 841 / 108 + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("eyes", _EYES)
def test_judgements_look_different_to_all_eyes(theme: Theme, eyes: str) -> None:
    seen = [_seen(colour, _EYES[eyes]) for colour in PALETTES[theme].judged]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 14


@pytest.mark.parametrize("theme", PALETTES)
def test_judgements_look_different_in_grey(theme: Theme) -> None:
    greys = sorted(_seen(c, _EYES["all cones"])[0] for c in PALETTES[theme].judged)
    assert min(np.diff(greys)) > 13


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("eyes", _EYES)
@pytest.mark.parametrize("ramp", ["need", "amounts"])
def test_steps_look_different_to_all_eyes(ramp: Ramp, theme: Theme, eyes: str) -> None:
    fills = [fill for fill, _letters in PALETTES[theme].ramp(ramp)]
    seen = [_seen(colour, _EYES[eyes]) for colour in fills]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 14
    greys = np.diff([_seen(colour, _EYES["all cones"])[0] for colour in fills])
    assert min(abs(greys)) > 13
    assert len(set(np.sign(greys))) == 1  # more is ever stronger


def test_the_clearest_shortage_stands_out_most_from_the_page() -> None:
    for palette in PALETTES.values():
        paper = _seen(palette.paper, _EYES["all cones"])[0]
        apart = [abs(_seen(c, _EYES["all cones"])[0] - paper) for c in palette.judged]
        assert apart[0] == max(apart)
        assert apart[2] == min(apart)


def test_a_verdict_with_its_strength_is_one_judgement() -> None:
    rows = pd.DataFrame(
        [
            ("short", "clear", None),
            ("short", "probable", None),
            ("adequate", None, None),
            ("ample", "probable", None),
            ("ample", "clear", None),
            ("undetermined", None, "few_expected"),
            ("undetermined", None, "no_norm"),
            ("undetermined", None, "psm_unknown"),
            ("undetermined", None, "ppks_unknown"),
        ],
        columns=["verdict", "verdict_strength", "verdict_reason"],
    )
    found = judgement.of_verdicts(rows)
    assert found.tolist() == [
        "clearly_short",
        "probably_short",
        "undecided",
        "enough",
        "ample",
        "undecided",
        "undecided",
        "unknown",
        "unknown",
    ]
    assert judgement.steps_of(found).tolist() == [0, 1, 2, 3, 4, 2, 2, -1, -1]
