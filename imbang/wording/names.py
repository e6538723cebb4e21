"""Names that many screens use: levels, states, and Streamlit's own words."""

from __future__ import annotations

from imbang import formats
from imbang.texts import Language, _

# What Streamlit 1.67 says itself, and cannot be told to say otherwise.
_CHROME = {
    "Close sidebar": "Tutup menu",
    "Open sidebar": "Buka menu",
    "Collapse sidebar": "Tutup menu",
    "Expand sidebar": "Buka menu",
    "Sidebar": "Menu",
    "App pages": "Halaman",
    "Logo": "Imbang",
    "Skip to main content": "Langsung ke isi",
    "Copy to clipboard": "Salin",
    "Copied": "Tersalin",
    "Dismiss": "Tutup",
    "Open": "Buka",
    "Close": "Tutup",
    "Clear value": "Kosongkan",
    "Clear": "Kosongkan",
    "Choose an option": "Pilih",
    "Press Enter to apply": "Tekan Enter untuk menerapkan",
    "Press Ctrl+Enter to apply": "Tekan Ctrl+Enter untuk menerapkan",
    "Press ⌘+Enter to apply": "Tekan ⌘+Enter untuk menerapkan",
    "# options available.": "# pilihan tersedia.",
    "# option available.": "# pilihan tersedia.",
    "Help for *": "Keterangan: *",
    "Connection error": "Sambungan terputus",
    "CONNECTING": "MENYAMBUNG",
    "Connecting": "Menyambung",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "Apakah Imbang masih berjalan? Jika terhenti, jalankan lagi di terminal:",
    "Page not found": "Halaman tidak ditemukan",
    "The page that you have requested does not seem to exist. Running the app's main page.": "Halaman yang diminta tidak ada. Yang ditampilkan di sini halaman awal, Ringkasan.",
    "Navigate to home page": "Ke halaman awal",
    "No results": "Tidak ditemukan",
    "Pagination": "Halaman daftar",
    "Previous page": "Halaman sebelumnya",
    "Next page": "Halaman berikutnya",
    "Page #": "Halaman #",
    "Upload": "Pilih berkas",
    "Add files": "Tambah berkas",
    "Drag and drop files here": "Lepaskan berkas di sini",
    "file upload": "unggah berkas",
    "#MB per file": "#MB per berkas",
    "File must be #.0MB or smaller.": "Berkas paling besar #MB.",
    "Cancel upload of *": "Batalkan unggahan *",
    "Remove *": "Hapus *",
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


def full_name(name: str, level: str) -> str:
    """A region's name in a sentence: the names of districts do not say their level."""
    return _("District {name}", name=name) if level == "district" else name


def state_name(state: str) -> str:
    """The state of coverage in words."""
    names = {
        "proportionate": _("Proportionate"),
        "short": _("Short of PSM"),
        "no_psm": _("PMKS but no PSM"),
        "not_needed": _("Not needed"),
        "unknown": _("Unknown"),
    }
    return names[state]


def in_sentence(name: str) -> str:
    """A name as it stands within a sentence: its first letter small, unless it begins
    with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


STATE_MARKS = {
    "proportionate": "✓",
    "short": "▲",
    "no_psm": "✕",
    "not_needed": "–",
    "unknown": "?",
}


def figure_name(figure: str) -> str:
    """A figure of `imbang.publishing.differences` in words."""
    names = {
        "ppks_persons": _("PMKS (PPKS), persons"),
        "ppks_families": _("PMKS (PPKS), families"),
        "psm_active": _("Active PSM"),
        "psm_valid": _("Valid PSM"),
        "pillar_persons": _("People of all kinds of pillars"),
        "state": _("State of coverage"),
        "norm": _("Norm"),
        "shortage": _("PSM short of the norm"),
        "uncovered_persons": _("PMKS beyond reach"),
    }
    return names[figure]


def period_name(period: str) -> str:
    """``2024-S2`` as *Semester II 2024*; ``2024`` and months as they are said."""
    roman = ("I", "II", "III", "IV")
    year, _dash, part = period.partition("-")
    if "/" in period or not part:
        return " – ".join(
            formats.short_month(p) if "-" in p else p for p in period.split("/")
        )
    if part.startswith("S"):
        return _("Half {n} of {year}", n=roman[int(part[1:]) - 1], year=year)
    if part.startswith("Q"):
        return _("Quarter {n} of {year}", n=roman[int(part[1:]) - 1], year=year)
    return formats.short_month(period)
