"""Where things are: what ships with the product, and where the store is."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent
IN_CHECKOUT = (PACKAGE.parent / "dashboard.py").is_file()
ROOT = PACKAGE.parent if IN_CHECKOUT else PACKAGE / "_product"

DASHBOARD = ROOT / "dashboard.py"
PAGES = ROOT / "pages"
QUERIES = ROOT / "queries"
REFERENCE = ROOT / "data" / "reference"
DATASETS = ROOT / "data" / "datasets"
ANSWERS = ROOT / "data" / "answers"
SAMPLE = ROOT / "data" / "sample"
METHOD = ROOT / "docs" / "method"
LOCALE = PACKAGE / "locale"
ASSETS = PACKAGE / "assets"


def store_folder(chosen: Path | None = None) -> Path:
    """The store: the one chosen, else ``IMBANG_STORE``, else the usual place.

    The usual place is ``data/store`` in a checkout, and a per-user data folder
    where Imbang is installed without one.
    """
    if chosen is not None:
        return chosen
    if from_environment := os.environ.get("IMBANG_STORE"):
        return Path(from_environment)
    if IN_CHECKOUT:
        return ROOT / "data" / "store"
    return Path(platformdirs.user_data_dir("imbang", appauthor=False)) / "store"


def key_file() -> Path:
    """The file of the identity key: ``IMBANG_KEY_FILE``, else the user's own."""
    if from_environment := os.environ.get("IMBANG_KEY_FILE"):
        return Path(from_environment)
    return Path(platformdirs.user_config_dir("imbang", appauthor=False)) / "key"
