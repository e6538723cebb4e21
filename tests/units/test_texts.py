"""The catalogue is complete: every text that code speaks, and none that it does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from imbang import paths
from imbang.app.page_files import list_pages
from imbang.settings.settings import SETTINGS
from imbang.texts import _, language, plural, use_language

KEYWORDS = {"_": None, "plural": (1, 2)}


def spoken() -> Iterator[str | tuple[str, ...]]:
    for folder in ("imbang", "pages"):
        found = extract_from_dir(
            paths.ROOT / folder, [("**.py", "python")], keywords=KEYWORDS
        )
        for _file, _line, message, _comments, _context in found:
            yield message


@pytest.fixture(scope="module")
def catalogue() -> dict[str | tuple[str, ...], Message]:
    with (paths.LOCALE / "id.po").open("rb") as file:
        return {
            (tuple(one.id) if one.pluralizable else one.id): one
            for one in read_po(file, locale="id")
            if one.id
        }


def test_every_text_is_in_the_catalogue(
    catalogue: dict[str | tuple[str, ...], Message],
) -> None:
    assert set(spoken()) - catalogue.keys() == set()


def announced() -> Iterator[str]:
    """Texts that stand by themselves, and are looked up where they are shown."""
    for page in list_pages():
        yield page.title
        if page.section:
            yield page.section
    for setting in SETTINGS.values():
        yield setting.name
        yield setting.meaning


@pytest.mark.parametrize("text", dict.fromkeys(announced()))
def test_titles_sections_and_settings_are_in_the_catalogue(
    catalogue: dict[str | tuple[str, ...], Message], text: str
) -> None:
    assert text in catalogue
    assert catalogue[text].string


def test_nothing_in_the_catalogue_is_unspoken(
    catalogue: dict[str | tuple[str, ...], Message],
) -> None:
    """A text that is chosen while running, as a page's title is, stands there whole."""
    files = [*paths.PAGES.glob("*.py"), *(paths.ROOT / "imbang").rglob("*.py")]
    sources = "".join(path.read_text("utf-8") for path in files)
    unspoken = catalogue.keys() - set(spoken())
    assert [text for text in unspoken if f'"{text}"' not in sources] == []


def test_translations_fill_in_the_same_names(
    catalogue: dict[str | tuple[str, ...], Message],
) -> None:
    for key, message in catalogue.items():
        text = message.string if isinstance(message.string, str) else message.string[0]
        assert text, key
        source = key if isinstance(key, str) else key[1]
        assert Counter(re.findall(r"{\w+}", text)) == Counter(
            re.findall(r"{\w+}", source)
        ), key


def test_indonesian_unless_asked_otherwise() -> None:
    assert use_language(None) == use_language("fr") == "id"
    assert _("published") == "diterbitkan"
    assert plural(
        "{n} submission withdrawn.", "{n} submissions withdrawn.", 2, n=2
    ) == ("2 kiriman ditarik.")
    use_language("en")
    try:
        assert language() == "en"
        assert _("published") == "published"
    finally:
        use_language("id")
