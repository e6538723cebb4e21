"""The descriptions of datasets: they hold together, and a slip in one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.intake.forms import documentation
from imbang.intake.forms.guide import GUIDE
from imbang.intake.forms.templates import LISTS
from imbang.intake.headings.choosing import GUIDE_SHEETS
from imbang.intake.headings.headings import names_of
from imbang.intake.headings.words import Vocabulary
from imbang.paths import DATASETS
from imbang.reference.datasets import load_datasets, load_refused
from imbang.reference.spelling import plain
from imbang.reference.toml_records import DatasetError


def test_the_documentation_is_made_from_the_descriptions() -> None:
    assert documentation.PAGE.read_text("utf-8") == documentation.page(), (
        "docs/datasets.md is stale: python -m imbang.intake.forms.documentation"
    )


@pytest.mark.parametrize("key", list(load_datasets()))
def test_every_dataset_holds_together(key: str) -> None:
    dataset = load_datasets()[key]
    assert dataset.title_id
    assert dataset.title_en
    is_of_office = key in {"activities", "budget"}  # the office that sends them
    assert is_of_office != ("region_code" in [c.key for c in dataset.columns])
    names: dict[str, str] = {}
    for column in dataset.columns:
        assert column.note_id
        assert column.note_en
        for name in column.names:
            assert names.setdefault(plain(name), column.key) == column.key, name


@pytest.mark.parametrize("key", list(load_datasets()))
def test_every_heading_and_synonym_is_understood(key: str) -> None:
    dataset = load_datasets()[key]
    for column in dataset.columns:
        for name in column.names:
            for text in (name, name.upper(), f" {name} ", name.replace(" ", "_")):
                assert Vocabulary(dataset, {}).word(text).key == column.key, text


def test_sheet_names_mean_one_dataset() -> None:
    taken: dict[str, str] = {}
    for dataset in load_datasets().values():
        for name in (*dataset.sheets, dataset.key):
            assert taken.setdefault(plain(name), dataset.key) == dataset.key, name


def test_refused_columns_are_refused() -> None:
    pillars = load_datasets()["pillars"]
    for column in load_refused():
        for heading in column.headings:
            assert Vocabulary(pillars, {}).word(heading).role == "refused", heading
    population = load_datasets()["population"]
    assert names_of(population)["kk"] == "households"


def test_the_template_s_own_sheets_are_known() -> None:
    assert {GUIDE, LISTS} <= set(GUIDE_SHEETS)


GOOD = (DATASETS / "population.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('key = "population"', 'key = "people"', "key is 'people'"),
        ("position = 12", 'position = "12"', "position: '12' is not int"),
        ("position = 12", "", "missing ['position']"),
        ('period = "row"', 'period = "month"', "'month' is none of"),
        ('type = "period"', 'type = "month"', "'month' is none of"),
        ("required = true", "requierd = true", "unknown ['requierd']"),
        ("required = true", "required = 1", "is not bool"),
        (
            "maximum = 400000000",
            "earliest = 2020-01-01",
            "earliest is for ['date'] only",
        ),
        ("maximum = 400000000", 'maximum = "lots"', "'this_year'"),
        ('type = "period"', 'type = "choice"', "choices do not agree"),
        ('["region_code", "period"]', '["region", "period"]', "name no column"),
        ('key = "households"', 'key = "inhabitants"', "columns twice"),
        ("position = 12", "position = = 12", "population.toml"),
        ('synonyms = ["Nomor"', 'synonyms = [1, "Nomor"', "1 is not str"),
    ],
)
def test_a_slip_in_a_description_is_told(tmp_path: Path, old, new, part) -> None:
    assert old in GOOD
    (tmp_path / "population.toml").write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(DatasetError) as error:
        load_datasets(tmp_path)
    assert part in str(error.value)
    assert "population.toml" in str(error.value)
