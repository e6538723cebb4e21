"""Files whose figures are parts of others, for the page of all messages."""

from __future__ import annotations

from typing import Any

Rows = list[list[object]]
_HEAD = ["Kode Wilayah", "Tahun", "Jenis Kelamin", "Jumlah Penduduk"]
_CATEGORY = ["Kode Wilayah", "Tahun", "kategori", "Jumlah Penduduk"]
_CATEGORIES: Rows = [
    _CATEGORY,
    ["63.71.01", 2024, "menetap", 50],
    ["63.71.01", 2024, "sementara", 6],
    ["63.71.02", 2024, "menetap", 70],
]


def _said(**labels: str) -> dict[str, Any]:
    return {"labels": labels}


PARTS: dict[str, tuple[dict[str, Rows], dict[str, Any]]] = {
    "sexes": (
        {
            "Penduduk": [
                _HEAD,
                ["63.71.01", 2024, "L", 5],
                ["63.71.01", 2024, "P", 6],
                ["63.71.01", 2024, "Jumlah", 12],
                ["63.71.02", 2024, "L", 5],
                ["63.71.03", 2024, "L", 5],
                ["63.71.03", 2024, "P", "..."],
                ["63.71.04", 2024, "L", 5],
                ["63.71.04", 2024, "P", 5],
                ["63.71.04", 2024, "Tidak diketahui", 1],
                ["63.71.05", 2024, "L", 5],
                ["63.71.05", 2024, "L", 5],
                ["63.71.05", 2024, None, 5],
            ]
        },
        {},
    ),
    "women alone": ({"Penduduk": [_HEAD, ["63.71.01", 2024, "P", 6]]}, {}),
    "sexes in columns": (
        {
            "PPKS": [
                ["Kode Wilayah", "Jenis PMKS", "Tahun", "L", "P"],
                ["63.71.01.1001", "Pemulung", 2024, 1, 2],
                ["63.71.01.1002", "Pemulung", 2024, 1, None],
            ]
        },
        {},
    ),
    "blank beside women": (
        {
            "PPKS": [
                ["Kode Wilayah", "Jenis PMKS", "Tahun", "L", "P"],
                ["63.71.01.1001", "Pemulung", 2024, 1, None],
                ["63.71.01.1002", "Pemulung", 2024, None, 2],
            ]
        },
        {},
    ),
    "some ages": (
        {
            "Penduduk": [
                ["Kode Wilayah", "Tahun", "Usia", "Jumlah Penduduk"],
                ["63.71.01", 2024, "60-64", 6],
                ["63.71.01", 2024, "65+", 6],
            ]
        },
        {},
    ),
    "ages that overlap": (
        {
            "Penduduk": [
                ["Kode Wilayah", "Tahun", "Usia", "Jumlah Penduduk"],
                ["63.71.01", 2024, "0-17", 6],
                ["63.71.01", 2024, "15-20", 6],
            ]
        },
        {},
    ),
    "thousands said": (
        {
            "Penduduk": [
                ["Kode Wilayah", "Tahun", "Jumlah Penduduk (ribu jiwa)"],
                ["63.71.01", 2024, "1.944"],
            ]
        },
        {},
    ),
    "women beside both": (
        {
            "PPKS": [
                ["Kode Wilayah", "Jenis PMKS", "Tahun", "P", "Jumlah"],
                ["63.71.01.1001", "Pemulung", 2024, 1, 2],
            ]
        },
        {},
    ),
    "categories": ({"Penduduk": _CATEGORIES}, {}),
    "one category": (
        {"Penduduk": [_CATEGORY, ["63.71.01", 2024, "tetap", 5]]},
        {},
    ),
    "categories without weight": (
        {
            "Penduduk": [
                _CATEGORY,
                ["63.71.01", 2024, "kota", 5],
                ["63.71.02", 2024, "desa", 5],
            ]
        },
        {},
    ),
    "categories added": ({"Penduduk": _CATEGORIES}, _said(kategori="add")),
    "one of the categories": (
        {"Penduduk": _CATEGORIES},
        _said(kategori="only:menetap"),
    ),
    "none of the categories": ({"Penduduk": _CATEGORIES}, _said(kategori="only:x")),
    "neither of two": (
        {
            "Penduduk": [
                ["Kode Wilayah", "Tahun", "Jumlah Penduduk"],
                ["63.71.01", 2024, 5],
                ["63.71.01", 2024, 6],
            ]
        },
        {"labels": {"Kode Wilayah": "neither"}},
    ),
    "thousands": (
        {
            "Penduduk": [
                ["Kode Wilayah", "Tahun", "Jumlah Penduduk"],
                ["63.71.01", 2024, 167.228],
                ["63.71.02", 2024, 50.36],
                ["63.71.03", 2024, 90.102],
            ]
        },
        {},
    ),
    "many unknown columns": (
        {
            "Penduduk": [
                ["Kode Wilayah", "Tahun", "Jumlah Penduduk", *"UVWXYZ"],
                ["63.71.01", 2024, 5, *(["x"] * 6)],
            ]
        },
        {},
    ),
}
