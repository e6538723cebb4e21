"""From claims of a login and roles that were given to a person."""

from __future__ import annotations

import pytest

from imbang.access.assigning import ClaimRoles, key, person_of, read_roles
from imbang.access.people import Grant
from imbang.access.rights import Right, Role
from imbang.refusals import Misuse, Refusal

ISSUER = "https://id.example.go.id"
CLAIMS = {"iss": ISSUER, "sub": "a-17", "name": "Ani", "email": "Ani@dinsos.go.id"}
OFFICER = Grant(Role.OFFICER, "63.71")
NIK = "6371015203850001"


def test_roles_are_found_by_subject() -> None:
    found = person_of(CLAIMS, {f"{ISSUER} a-17": (OFFICER,)})
    assert (found.subject, found.name) == (f"{ISSUER} a-17", "Ani")
    assert found.grants == (OFFICER,)
    assert found.may(Right.NAMES, "63.71.01")
    assert not found.is_operator


def test_the_same_subject_of_another_issuer_is_somebody_else() -> None:
    elsewhere = CLAIMS | {"iss": "https://other.example"}
    assert person_of(elsewhere, {f"{ISSUER} a-17": (OFFICER,)}).grants == ()


@pytest.mark.parametrize("verified", [True, "true"])
def test_roles_are_found_by_a_verified_email_however_it_is_written(
    verified: object,
) -> None:
    kept = {key(" ANI@dinsos.go.id "): (OFFICER,)}
    assert person_of(CLAIMS | {"email_verified": verified}, kept).grants == (OFFICER,)


@pytest.mark.parametrize("said", [{}, {"email_verified": False}])
def test_an_email_that_nobody_verified_brings_nothing(said: dict[str, object]) -> None:
    kept = {"ani@dinsos.go.id": (OFFICER,)}
    assert person_of(CLAIMS | said, kept).grants == ()


def test_the_files_word_counts_only_where_the_login_says_nothing() -> None:
    kept = {"ani@dinsos.go.id": (OFFICER,)}
    trusting = ClaimRoles(email_is_verified=True)
    assert person_of(CLAIMS, kept, trusting).grants == (OFFICER,)
    denied = CLAIMS | {"email_verified": False}
    assert person_of(denied, kept, trusting).grants == ()


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("groups", {"groups": ["staff", "data-bjm"]}),
        ("groups", {"groups": "data-bjm"}),
        ("realm_access.roles", {"realm_access": {"roles": ["data-bjm", 7]}}),
        ("https://imbang/roles", {"https://imbang/roles": ["data-bjm"]}),
    ],
)
def test_roles_follow_from_a_claim(claim: str, said: dict[str, object]) -> None:
    rules = read_roles(
        {
            "claim": claim,
            "give": [{"to": "data-bjm", "role": "officer", "region": "6371"}],
        }
    )
    assert person_of(CLAIMS | said, {}, rules).grants == (OFFICER,)
    assert person_of(CLAIMS, {}, rules).grants == ()


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"clain": "groups"}, "claim"),
        ({"give": [{"to": "a", "role": "viewer"}]}, "claim"),
        ({"claim": "g", "give": [{"role": "viewer"}]}, "to, role"),
        ({"claim": "g", "give": [{"to": "a", "role": "king"}]}, "king"),
        ({"claim": "g", "give": [{"to": "a", "role": "officer"}]}, "officer"),
        ({"claim": "g", "give": [{"to": "a", "role": "head", "region": "9"}]}, "9"),
        ({"give": "officer"}, "give"),
    ],
)
def test_a_file_without_meaning_is_refused_in_words(
    section: dict[str, object], told: str
) -> None:
    with pytest.raises(Misuse, match=told):
        read_roles(section)


@pytest.mark.parametrize("said", [{"sub": ""}, {"iss": None}, {"sub": 17}])
def test_whoever_is_not_told_apart_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        person_of(CLAIMS | said, {})


@pytest.mark.parametrize("sub", [NIK, f"nik:{NIK}", "63.71.01.520385.0001"])
def test_a_nik_as_subject_is_refused_and_not_told(sub: str) -> None:
    with pytest.raises(Refusal, match="NIK") as refused:
        person_of(CLAIMS | {"sub": sub}, {})
    assert "0001" not in str(refused.value)


def test_a_name_is_one_line_of_text_without_nik() -> None:
    name = f"Ani\n\u202eBudi {NIK} " + "x" * 200
    found = person_of(CLAIMS | {"name": name}, {}).name
    assert NIK not in found
    assert found.startswith("Ani Budi 6371****")
    assert len(found) == 80


def test_without_a_name_the_login_or_a_sign_stands() -> None:
    nameless = {"iss": ISSUER, "sub": "a"}
    assert person_of(nameless | {"email": "a@b.id"}, {}).name == "a@b.id"
    assert person_of(nameless, {}).name == "-"
