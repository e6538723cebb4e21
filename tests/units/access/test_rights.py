"""What a role may do and where, and that whoever acts is asked."""

import pytest

from imbang.access import acting
from imbang.access.people import NOBODY, Grant, Person
from imbang.access.rights import ROLES, Right, Role

OFFICER = Person("a", "Ani", (Grant(Role.OFFICER, "63.71"),))


def test_a_regional_right_holds_in_its_region_and_below_alone() -> None:
    assert OFFICER.may(Right.IMPORT, "63.71")
    assert OFFICER.may(Right.IMPORT, "63.71.01.1001")
    assert OFFICER.may(Right.IMPORT)  # somewhere
    for other in ("63.7", "63", "63.72", "ID"):
        assert not OFFICER.may(Right.IMPORT, other)


def test_other_rights_hold_everywhere_and_only_with_their_role() -> None:
    assert OFFICER.may(Right.FIGURES, "11")
    assert not OFFICER.may(Right.SETTINGS)
    assert OFFICER.regions(Right.FIGURES) == ("ID",)
    assert OFFICER.regions(Right.NAMES) == ("63.71",)
    assert OFFICER.regions(Right.APPROVE) == ()


def test_nobody_may_do_anything() -> None:
    assert not any(NOBODY.may(right) for right in Right)


def test_every_right_is_held_by_a_role_and_every_role_sees_figures() -> None:
    assert frozenset().union(*ROLES.values()) == frozenset(Right)
    assert all(Right.FIGURES in ROLES[role] for role in Role)


def test_who_acts_is_refused_in_words_and_restored_after() -> None:
    assert acting.require(Right.SETTINGS).is_operator
    with acting.acting_as(OFFICER):
        assert acting.require(Right.IMPORT, "63.71") is OFFICER
        for right in set(Right) - ROLES[Role.OFFICER]:
            with pytest.raises(acting.NotAllowed, match="Peran Anda"):
                acting.require(right)
        with pytest.raises(acting.NotAllowed, match=r"63\.72"):
            acting.require(Right.NAMES, "63.72")
    assert acting.person().is_operator
