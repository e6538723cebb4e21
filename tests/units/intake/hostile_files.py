"""Files made to cost whoever opens them: small, and endless when taken at their word.

``python -m tests.units.intake.hostile_files [NAME …]`` checks each at its full size, one
process each, prints seconds of computing and MB, and ends with 1 when one costs more than
it may or is not answered in words. The tests check all of them at a small part of that.
"""

from __future__ import annotations

import io
import itertools
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from imbang.intake.checking import check_files
from imbang.intake.files.sources import Source
from imbang.intake.report.results import Options, Report
from tests.units.intake import hostile
from tests.units.intake.conftest import identify

MOST_SECONDS, MOST_MB = 30, 1_000
LONGEST = 32_767  # characters of a cell
HEADINGS = list(hostile.HEADINGS)
CODE = "63.71.01.1001"
SEPARATORS = ("-", "–", "—", "/", ".", ",", ":", ";", " ", "_", "=", "'", '"', "“", "|")
BRACKETS = ("(", ")", "[", "]", "{", "}", "()", "((", "(a", "a)")
WORDS = (
    "s.d.",
    "sd",
    "s/d",
    "sampai dengan ",
    "per ",
    "tahun ",
    "ta ",
    "t.a. ",
    "keadaan ",
    "Januari ",
    "2024",
    "2024-",
    "-2024/",
    "01/",
    "1.",
    "1,",
    "0",
    "9",
    "1 ",
    "i",
    "x",
    "desa ",
    "kota ",
    "kecamatan ",
    "kelurahan kampung ",
    "dinas sosial ",
    "no",
    "nomor 1/",
    "jumlah ",
    "total jumlah ",
    "rp",
    "%",
    "persen ",
    "-1",
    "e+",
    "1e9",
    "a. ",
    "II. ",
    "٣",
    "３",
    "é",
    "ﬁ",
    "𝟛",
    "\u200b",
    "\u00a0",
    "\u202e",
    "İ",
    "ß",
)

Rows = Iterable[Sequence[str | int | float]]
Maker = Callable[[float], Source]
FILES: dict[str, Maker] = {}


def made(maker: Maker) -> Maker:
    """Note a maker under its own name; it takes the part of the full size to make."""
    FILES[maker.__name__] = maker
    return maker


def texts(length: int = LONGEST) -> Iterator[str]:
    """Strings of one sign or word alone, and of two by turns: a recogniser's worst."""
    alone = (*SEPARATORS, *BRACKETS, *WORDS)
    mixed = (
        "1-",
        "a-",
        "1(",
        "a ",
        "1 -",
        "jan-",
        "2024 - ",
        "1.111",
        "( ",
        "- ",
        "sd-",
    )
    for unit in (*alone, *mixed):
        yield (unit * (length // len(unit) + 1))[:length]


def sheet(rows: Rows, name: str = "PPKS") -> bytes:
    """A workbook of one sheet."""
    return book({name: rows})


def book(sheets: dict[str, Rows], merged: Iterable[tuple[int, ...]] = ()) -> bytes:
    """A workbook; ``merged`` areas belong to each sheet."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as written:
        for name, rows in sheets.items():
            one = written.add_worksheet(name)
            for number, row in enumerate(rows):
                one.write_row(number, 0, row)
            for top, left, bottom, right in merged:
                one.merge_range(top, left, bottom, right, "x")
    return out.getvalue()


def csv(rows: Rows) -> bytes:
    """A CSV file."""
    return "\n".join(",".join(map(str, row)) for row in rows).encode()


def many(full: int, part: float) -> range:
    """So many, or the part of them that is asked for."""
    return range(max(3, int(full * part)))


@made
def lines_of_dashes(part: float) -> Source:
    lines = [[sign * n] for sign in "-–—_=*." for n in (16, 20, 40, 1000, 30_000)]
    kept = lines[: max(5, int(len(lines) * part * 10))]
    return Source("a.xlsx", sheet([*kept, HEADINGS, list(hostile.GOOD_ROW)]))


@made
def long_titles(part: float) -> Source:
    rows = [[text] for text in itertools.islice(texts(), len(many(55, part)))]
    return Source("a.xlsx", loose(sheet([*rows, HEADINGS, list(hostile.GOOD_ROW)])))


@made
def long_cells(part: float) -> Source:
    kept = list(texts())[: len(many(90, part))]
    rows = [[t if at == n else CODE for at in range(4)] for t in kept for n in range(4)]
    return Source("a.xlsx", loose(sheet([HEADINGS, *rows])))


@made
def long_headings(part: float) -> Source:
    kept = list(texts())[: len(many(90, part))]
    return Source(
        "a.xlsx", loose(sheet([[*HEADINGS, *kept], [*hostile.GOOD_ROW, *"1" * 9]]))
    )


@made
def long_cells_of_a_register(part: float) -> Source:
    heading = [
        "NIK",
        "Nama",
        "Jenis Pilar",
        "Kode Wilayah",
        "Nama Wilayah",
        "Status",
        "Tanggal Mulai",
        "Tahun Lahir",
        "Sertifikat",
        "Nomor SK",
    ]
    kept = list(texts())[: len(many(90, part))]
    rows = [["Keadaan: 2024"], heading, *([text] * len(heading) for text in kept)]
    return Source("a.xlsx", loose(sheet(rows, "Pilar")))


@made
def one_cell_of_90_mb(part: float) -> Source:
    text = hostile.text_cell("B3", "x-(" * int(30_000_000 * part))
    return Source(
        "a.xlsx", packed_tight(f'{hostile.table_rows()}<row r="3">{text}</row>')
    )


@made
def one_csv_field_of_90_mb(part: float) -> Source:
    return Source(
        "a.csv", csv([HEADINGS, [CODE, "x- " * int(30_000_000 * part), 1, 2]])
    )


@made
def a_quote_that_never_ends(part: float) -> Source:
    return Source("a.csv", b'a,b\n"' + b"x,y\n" * len(many(10_000_000, part)))


@made
def as_many_unknown_kinds_as_rows(part: float) -> Source:
    rows = ([CODE, f"Jenis {n:x} rekaan", "2024", 1] for n in many(150_000, part))
    return Source("a.xlsx", sheet([HEADINGS, *rows]))


@made
def as_many_unknown_regions_as_rows(part: float) -> Source:
    heading = ["Nama Desa", "Nama Kecamatan", *HEADINGS[1:]]
    rows = (
        [f"Desa Rekaan{n:x}", f"Entah {n % 999:x}", "Pemulung", "2024", 1]
        for n in many(150_000, part)
    )
    titles = [["Dinas Sosial Provinsi Jawa Barat"], heading]
    return Source("a.xlsx", sheet([*titles, *rows]))


@made
def as_many_unknown_choices_as_rows(part: float) -> Source:
    heading = ["Nama", "Jenis Pilar", "Kode Wilayah", "Status", "Jenis Kelamin"]
    rows = (
        [f"Rekaan {n}", "PSM", CODE, f"kadang {n:x}", f"entah {n:x}"]
        for n in many(150_000, part)
    )
    return Source("a.xlsx", sheet([["Keadaan: 2024"], heading, *rows], "Pilar"))


@made
def rows_that_all_clash(part: float) -> Source:
    rows = [[CODE, "Pemulung", "2024", 1]] * len(many(2_000_000, part))
    return Source("a.csv", csv([HEADINGS, *rows]))


@made
def rows_that_are_all_wrong(part: float) -> Source:
    rows = ([f"x{n}", f"y{n}", f"z{n}", f"w{n}"] for n in many(300_000, part))
    return Source("a.csv", csv([HEADINGS, *rows]))


@made
def rows_of_one_person_of_many_names(part: float) -> Source:
    heading = ["NIK", "Nama", "Jenis Pilar", "Kode Wilayah", "Status"]
    rows = (
        ["6371014101900001", f"Warga {n * 7919:x}", "PSM", CODE, "Aktif"]
        for n in many(200_000, part)
    )
    return Source("a.csv", csv([["Keadaan: 2024"], heading, *rows]))


@made
def labels_spelled_alike(part: float) -> Source:
    rows = (
        [CODE, f"Lain lain{'.' * (n % 300)}{'-' * (n // 300)}", "2024", 1]
        for n in many(60_000, part)
    )
    return Source("a.csv", csv([HEADINGS, *rows]))


@made
def rows_that_add_up(part: float) -> Source:
    heading = ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"]
    labels = ("Lanjut Usia Terlantar", "Lansia terlantar", "lanjut usia telantar")
    years = range(1950, 2024)
    rows = (
        [f"63.71.0{1 + n % 5}.100{1 + n // 5 % 9}", label, year, 1]
        for n in many(1_500, part)
        for year in years
        for label in labels
    )
    return Source("a.csv", csv([heading, *rows]))


@made
def trainings_of_unknown_activities(part: float) -> Source:
    heading = ["Nomor Kegiatan", "Nama", "Kode Wilayah", "Jenis Pilar"]
    rows = ([f"K-{n}", f"Rekaan {n}", CODE, "PSM"] for n in many(100_000, part))
    return Source("a.xlsx", book({"Peserta": [heading, *rows]}))


@made
def headings_again_and_again(part: float) -> Source:
    other = ["Kode Wilayah", "Jenis Pilar", "Periode", "Jumlah"]
    rows = (
        row
        for n in many(20_000, part)
        for row in ((HEADINGS if n % 2 else other), [CODE, "PSM", "2024", "1"], [""])
    )
    return Source("a.csv", csv(rows))


@made
def totals_again_and_again(part: float) -> Source:
    rows = (
        [CODE, "Pemulung", "2024", 1] if n % 2 else ["Jumlah", "", "", n]
        for n in many(100_000, part)
    )
    return Source("a.csv", csv([HEADINGS, *rows]))


@made
def unknown_headings_side_by_side(part: float) -> Source:
    width = max(12, int(990 * part))
    heading = [
        "Kode Wilayah",
        "Pemulung",
        "Pengemis",
        *(f"Entah {n}" for n in range(width)),
    ]
    rows = ([CODE, *range(n, n + width + 2)] for n in many(20_000, part))
    return Source("a.csv", csv([["Keadaan: 2024"], heading, *rows]))


@made
def a_hundred_thousand_merges(part: float) -> Source:
    rows = "".join(
        f'<row r="{n}">{hostile.text_cell(f"A{n}", CODE)}</row>'
        for n in range(3, len(many(200_000, part)) + 3)
    )
    areas = "".join(
        f'<mergeCell ref="A{n}:B{n + 1}"/>'
        for n in range(3, len(many(200_000, part)), 2)
    )
    content = hostile.table_rows() + rows + "</sheetData><mergeCells>" + areas
    return Source("a.xlsx", packed_tight(content, end="</mergeCells></worksheet>"))


@made
def thousands_of_sheets(part: float) -> Source:
    row = list(hostile.GOOD_ROW)
    names = (f"PPKS {n}" for n in many(2_000, part))
    return Source("a.xlsx", book({name: [HEADINGS, row] for name in names}))


@made
def a_number_of_5000_digits(part: float) -> Source:
    digits = "9" * 5000
    numbers = [digits, f"{digits},00", f"1.{digits}", "9" * 30, f"-{digits}", "1e999"]
    rows = [
        [CODE, kind, "2024", one]
        for one in numbers
        for kind in ("Pemulung", "Pengemis")
    ]
    return Source("a.csv", csv([HEADINGS, *rows]))


@made
def odd_number_cells(part: float) -> Source:
    values = ("1e308", "1e999", "-1e999", "NaN", "INF", "0x10", "9" * 400, "1e-320", "")
    rows = "".join(
        f'<row r="{n}">{hostile.text_cell(f"A{n}", CODE)}'
        f'{hostile.text_cell(f"B{n}", "Pemulung")}<c r="C{n}"><v>{value}</v></c>'
        f'<c r="D{n}"><v>{value}</v></c></row>'
        for n, value in enumerate(values, 3)
    )
    return Source("a.xlsx", hostile.xlsx(hostile.table_rows() + rows))


@made
def cells_that_never_end(part: float) -> Source:
    return Source(
        "a.xlsx", hostile.xlsx('<row r="1">' + "<c " * len(many(900_000, part)))
    )


@made
def attributes_that_never_end(part: float) -> Source:
    places = ' r="AA1"' * len(many(500_000, part))
    return Source(
        "a.xlsx", hostile.xlsx(f'<row r="1"><c t="e"{places} <v>1</v></c></row>')
    )


@made
def formulas_that_never_end(part: float) -> Source:
    cells = '<c r="AA1"><f x' * len(many(400_000, part))
    return Source("a.xlsx", hostile.xlsx(f'<row r="1">{cells}</row>'))


@made
def a_zip_bomb(part: float) -> Source:
    bomb = {"xl/media/a.bin": b"\0" * int(500_000_000 * part)}
    return Source("a.xlsx", hostile.xlsx(more=bomb))


@made
def shared_texts_without_end(part: float) -> Source:
    count = len(many(3_000_000, part))
    items = "".join(f"<si><t>{n:x}{n * 7:x}{n * n:x}</t></si>" for n in range(count))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    more = {"xl/sharedStrings.xml": f'<sst xmlns="{main}">{items}</sst>'}
    return Source("a.xlsx", hostile.xlsx(more=more))


@made
def a_part_that_lies_about_its_size(part: float) -> Source:
    content = bytearray(hostile.xlsx(more={"xl/big.xml": "x" * int(5_000_000 * part)}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return Source("a.xlsx", bytes(content))


@made
def entities_of_entities(part: float) -> Source:
    names = "abcdefghij"
    of = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in itertools.pairwise(names)
    )
    head = f'<!DOCTYPE x [<!ENTITY a "ha">{of}]>'
    return Source("a.xlsx", hostile.xlsx(head=head))


def ods_of(rows: str, name: str = "a.ods") -> Source:
    return Source(name, hostile.ods(rows))


@made
def an_ods_row_that_stands_for_ever(part: float) -> Source:
    row = hostile.ods_row(hostile.GOOD_ROW).replace(
        "<table:table-row>", f'<table:table-row table:number-rows-repeated="{2**63}">'
    )
    return ods_of(hostile.ods_row(hostile.HEADINGS) + row)


@made
def blank_ods_rows_that_stand_for_ever(part: float) -> Source:
    blank = (
        f'<table:table-row table:number-rows-repeated="{2**63}"><table:table-cell '
        f'table:number-columns-repeated="{2**63}"/></table:table-row>'
    )
    rows = hostile.ods_row(hostile.HEADINGS) + hostile.ods_row(hostile.GOOD_ROW)
    return ods_of(rows + blank + hostile.ods_row(hostile.GOOD_ROW))


@made
def an_ods_error_that_stands_for_ever(part: float) -> Source:
    cell = (
        f'<table:table-cell table:number-columns-repeated="{2**40}" '
        'table:formula="of:=1/0" calcext:value-type="error"/>'
    )
    row = f'<table:table-row table:number-rows-repeated="{2**63}">{cell}</table:table-row>'
    return ods_of(hostile.ods_row(hostile.HEADINGS) + row)


@made
def an_ods_count_of_5000_digits(part: float) -> Source:
    row = f'<table:table-row table:number-rows-repeated="{"9" * 5000}"/>'
    return ods_of(hostile.ods_row(hostile.HEADINGS) + row)


@made
def ods_entities(part: float) -> Source:
    content = hostile.ods(hostile.ods_row(hostile.HEADINGS))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            head = b'<!DOCTYPE x [<!ENTITY a "ha">]>' if name == "content.xml" else b""
            new.writestr(name, head + old.read(name))
    return Source("a.ods", out.getvalue())


@made
def an_ods_of_deep_nesting(part: float) -> Source:
    deep = len(many(200_000, part))
    cell = "<text:span>" * deep + "x" + "</text:span>" * deep
    return ods_of(hostile.ods_row((cell, *hostile.HEADINGS)))


@made
def an_xls_that_points_at_itself(part: float) -> Source:
    from tests.units.intake import hostile_xls

    return Source("a.xls", hostile_xls.circling())


@made
def an_xls_of_overlapping_sheets(part: float) -> Source:
    from tests.units.intake import hostile_xls

    return Source("a.xls", hostile_xls.overlapping(len(many(20_000, part))))


@made
def text_of_odd_encodings(part: float) -> Source:
    text = (
        "Kode Wilayah,Jenis PMKS,Periode,Jumlah\n" + "63.71,\udcff\ud800é,2024,1\n" * 9
    )
    return Source("a.csv", text.encode("utf-16-le", "surrogatepass"))


@made
def a_million_separators(part: float) -> Source:
    return Source("a.csv", b";,\t|" * len(many(5_000_000, part)))


@made
def a_file_of_line_ends(part: float) -> Source:
    return Source(
        "a.csv", b"a,b\n" + b"\r\n\r" * len(many(20_000_000, part)) + b"x,y\n"
    )


def loose(content: bytes) -> bytes:
    """The same workbook without packing: texts of one sign look like a zip bomb."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def packed_tight(rows: str, end: str = "</sheetData></worksheet>") -> bytes:
    """A workbook of one sheet stored without packing, however large it is."""
    usual = hostile.xlsx("")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(
                    b"</sheetData></worksheet>", (rows + end).encode()
                )
            new.writestr(name, content)
    return out.getvalue()


def check(source: Source) -> Report:
    """What is said of a file."""
    return check_files([source], Options(), identify=identify, today=date(2025, 3, 31))


def is_in_words(report: Report) -> bool:
    """Whether the file was read, or refused with what is wrong with it."""
    told = [problem.message for problem in report.problems]
    is_own_fault = any(
        "Imbang itself" in text or "Imbang sendiri" in text for text in told
    )
    return bool(told or report.drafts) and not is_own_fault


def _one(name: str, path: Path) -> None:
    """Check a file made before by another process, whose memory would count here."""
    source = Source(path.name.partition("-")[2], path.read_bytes())
    report = check(source)
    from imbang.intake.apart import checks

    checks._end_all()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, mb = used.ru_utime + used.ru_stime, used.ru_maxrss / 1000
    is_good = is_in_words(report) and seconds <= MOST_SECONDS and mb <= MOST_MB
    first = next((p for p in report.problems if p.severity == "error"), None)
    sys.stdout.write(
        f"{'' if is_good else 'NO  '}{name}: {len(source.content) / 1e6:.1f} MB, "
        f"{seconds:.1f} s, {mb:.0f} MB, {len(report.problems)} told, "
        f"{sum(len(p.message) for p in report.problems) / 1e6:.2f} MB; "
        f"{first.message[:160] if first else 'read'}\n"
    )
    sys.exit(not is_good)


def main() -> None:
    """Check the files that are named, else all; each in processes of its own."""
    asked = sys.argv[1:]
    if asked[:1] == ["--one"]:
        _one(asked[1], Path(asked[2]))
    if asked[:1] == ["--make"]:
        source = FILES[asked[1]](1)
        Path(asked[2], f"{asked[1]}-{source.name}").write_bytes(source.content)
        return
    command = [sys.executable, "-m", "tests.units.intake.hostile_files"]
    codes = []
    for name in asked or FILES:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([*command, "--make", name, folder], check=True)
            [path] = Path(folder).iterdir()
            codes.append(subprocess.run([*command, "--one", name, path]).returncode)
    sys.exit(any(codes))


if __name__ == "__main__":
    main()
