"""Before a file is accepted the page says what it would do, and takes it for a part."""

from __future__ import annotations

from pathlib import Path

from imbang.store.deliveries import Store
from tests.pages.test_import_page import GOOD, accept, drop, opened, workbook


def test_a_file_of_one_district_says_what_it_leaves_out_and_is_taken_for_it(
    served_copy: Path,
) -> None:
    store = Store(served_copy)
    app = drop(opened(lang="id"), ("ppks.xlsx", workbook(GOOD)))
    [told] = [one.value for one in app.warning]
    assert "4 baris menjadi 2." in told
    assert "2 desa dan kelurahan yang tadinya ada tidak termuat" in told
    assert "2 akan kembali ke angka Juni 2023." in told
    [part] = [one for one in app.button if one.key == "part_0"]
    assert part.label == "Terima ppks.xlsx untuk Kecamatan Banjarmasin Selatan saja"
    part.click().run()
    assert not app.exception
    assert not app.warning
    before = store.counted()
    accept(app)
    *others, sent = store.counted()
    assert others == before  # what was sent of the rest stays
    assert (sent.office, sent.rows) == ("63.71.01", 2)
