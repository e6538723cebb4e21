"""Names that many screens use: levels, states, and Streamlit's own words."""

from __future__ import annotations

from imbang.texts import Language, _

# What Streamlit 1.67 says itself, and cannot be told to say otherwise.
_CHROME = {
    "Close sidebar": "Tutup menu",
    "Open sidebar": "Buka menu",
    "Collapse sidebar": "Tutup menu",
    "Expand sidebar": "Buka menu",
    "No results": "Tidak ditemukan",
}


def chrome_words(language: Language) -> dict[str, str]:
    """Streamlit's words as the reader's: to Indonesian, or back to English."""
    if language == "id":
        return _CHROME
    return {indonesian: english for english, indonesian in _CHROME.items()}


def level_name(level: str) -> str:
    """What a region of this level is called."""
    names = {
        "province": _("Province"),
        "regency": _("Regency or city"),
        "district": _("District"),
        "village": _("Village"),
    }
    return names[level]


def state_name(state: str) -> str:
    """The state of coverage in words."""
    names = {
        "proportionate": _("Proportionate"),
        "short": _("Short of PSM"),
        "no_psm": _("No PSM"),
        "not_needed": _("Not needed"),
        "unknown": _("Unknown"),
    }
    return names[state]


STATE_MARKS = {
    "proportionate": "✓",
    "short": "▲",
    "no_psm": "✕",
    "not_needed": "–",
    "unknown": "?",
}
