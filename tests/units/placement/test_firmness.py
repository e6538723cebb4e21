"""How firm places are: certain where nothing could change them, even between equals."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from imbang.analysis.placement.firmness import Question, firmness
from tests.units.placement.areas import villages

NORM = Fraction(100)


def test_a_village_far_ahead_is_certain_and_one_without_need_never_given() -> None:
    area = villages([900, 20, 0], [0, 0, 0])
    told = firmness(area, NORM, Question(posts=1), error_pct=10)
    assert told.tolist() == [1, 0, 0]


def test_equal_villages_share_the_places() -> None:
    area = villages([60, 60, 60, 60], [0, 0, 0, 0])
    told = firmness(area, NORM, Question(posts=2), error_pct=10, draws=60)
    assert told.sum() == pytest.approx(2)
    assert (np.abs(told - 0.5) < 0.2).all()


def test_without_error_only_the_norm_is_in_question() -> None:
    # at norms 80 and 100 C's second place reaches 80 and 100, at 120 only 110 < 115
    area = villages([115, 90, 230], [0, 0, 0])
    told = firmness(area, NORM, Question(posts=2), error_pct=0, draws=1)
    assert told.tolist() == [pytest.approx(1 / 3), 0, 1]


def test_the_same_question_has_the_same_answer() -> None:
    area = villages([61, 60, 62, 59], [0, 1, 0, 0])
    asked = Question(posts=2)
    assert firmness(area, NORM, asked).tolist() == firmness(area, NORM, asked).tolist()
