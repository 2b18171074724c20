"""A wrong file of a region is refused, and says where it is wrong and what may stand there."""

from pathlib import Path

import pytest

from portal.exchange.region_files import POSTCODES, REFERENCE, WrongRegionFiles, digest, read_region
from portal.exchange.region_files.contents import FILES
from tests.exchange.breaking import LAST, Case, add, change, must_be_named, problems_of, read

BROKEN: dict[str, Case] = {
    "a file is missing": (
        lambda folder: (folder / "forms.csv").unlink(),
        "forms.csv", None, "", "", "this file, in UTF-8",
    ),
    "no region.toml": (
        lambda folder: (folder / "region.toml").unlink(),
        "region.toml", None, "", "", "this file, in UTF-8",
    ),
    "not UTF-8": (
        lambda folder: (folder / "stems.csv").write_bytes("stem\ngeïntegreerd\n".encode("cp1252")),
        "stems.csv", None, "", "byte 7", "UTF-8",
    ),
    "an empty file": (
        lambda folder: (folder / "stems.csv").write_text(""),
        "stems.csv", 1, "stem", "", "this column",
    ),
    "a quote that is never closed": (
        lambda folder: (folder / "stems.csv").write_text('stem\nvader\n"moeder\n' + "kind\n" * 300_000),
        "stems.csv", None, "", "field larger than field limit", "every quote closed",
    ),
    "semicolons between the columns": (
        lambda folder: (folder / "synonyms.csv").write_text("word;also\nlvb;beperking\n"),
        "synonyms.csv", 1, "", "word;also", "commas between the columns",
    ),
    "a column is missing": (
        change("municipalities.csv", "code,key,name,", "code,key,"),
        "municipalities.csv", 1, "name", "", "this column",
    ),
    "a column nobody knows": (
        change("sectors.csv", "basis,source\n", "basis,source,remark\n"),
        "sectors.csv", 1, "remark", "remark", "one of the columns",
    ),
    "a column twice": (
        change("synonyms.csv", "word,also", "word,also,also"),
        "synonyms.csv", 1, "also", "also", "each column once",
    ),
    "too few cells": (
        add("synonyms.csv", "alleen"),
        "synonyms.csv", LAST, "", "1 cells", "2 cells, as in the header",
    ),
    "no Dutch name": (
        change("categories.csv", "Crisisfunctie,Crisis help", ",Crisis help"),
        "categories.csv", 4, "name_nl", "", "a Dutch text",
    ),
    "no source": (
        change("sectors.csv", 'source,"001 hoofdstuk 2, Ontkokeren van domeinen"', "source,"),
        "sectors.csv", 2, "source", "", "document and paragraph",
    ),
    "a key with a capital": (
        change("categories.csv", "dyslexiezorg,", "Dyslexiezorg,"),
        "categories.csv", 5, "key", "Dyslexiezorg", "a key: lower-case letters",
    ),
    "a key twice": (
        add("sectors.csv", "jeugd-en-opvoedhulp,Nog eens,Again,source,001"),
        "sectors.csv", 5, "key", "jeugd-en-opvoedhulp", "each once; it is also in row 2",
    ),
    "TOML that cannot be read": (
        change("region.toml", "[names]", "[names"),
        "region.toml", None, "", "", "TOML in UTF-8",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_cannot_be_read_is_named_with_what_is_expected(folder: Path, case: str) -> None:
    must_be_named(BROKEN[case], folder)


def test_all_problems_are_told_at_once(folder: Path) -> None:
    change("municipalities.csv", "0148,", "148,")(folder)
    change("budgets.csv", "750.00", "veel", all_of_them=True)(folder)
    (folder / "stems.csv").unlink()
    assert [(problem.file, problem.row) for problem in problems_of(folder)] == [
        ("municipalities.csv", 2),
        ("budgets.csv", 2),
        ("budgets.csv", 8),
        ("stems.csv", None),
    ]


def test_a_problem_reads_as_one_line(folder: Path) -> None:
    change("municipalities.csv", "0148,", "148,")(folder)
    with pytest.raises(WrongRegionFiles) as wrong:
        read(folder)
    assert str(wrong.value) == "municipalities.csv, row 2, column code: '148'; expected a CBS code of four digits"


def test_what_a_spreadsheet_does_to_a_file_is_no_problem(folder: Path) -> None:
    """A mark before the text, Windows line ends, blanks around cells, empty rows below."""
    path = folder / "synonyms.csv"
    lines = path.read_text("utf-8").splitlines()
    lines[1] = " , ".join(lines[1].split(","))
    path.write_bytes(("﻿" + "\r\n".join(lines) + "\r\n,\r\n").encode())
    assert read(folder).synonyms == read_region(REFERENCE / "ijsselland").synonyms


def test_the_digest_changes_with_any_file_and_only_then(folder: Path) -> None:
    postcodes = folder.parent / POSTCODES.name
    before = digest(folder, postcodes)
    assert read(folder).digest == before
    digests = {before}
    for file, _ in FILES.values():
        if (folder / file).exists():
            with (folder / file).open("a", encoding="utf-8") as open_file:
                open_file.write("\n")
            digests.add(digest(folder, postcodes))
    assert len(digests) == len(FILES)  # the untouched one, and one for each file but the country's postcodes


def test_empty_cells_are_unknown_and_not_empty_text(folder: Path) -> None:
    add("forms.csv", "tent,Tent,Tent,living,,,,,,,,yes,public,ours,verzonnen")(folder)
    for field in ("what", "for_whom", "how", "how_long", "who_decides"):
        add("texts.csv", f"form,tent,{field},Een zin.,A sentence.")(folder)
    problems = problems_of(folder)
    assert [(problem.column, problem.value) for problem in problems] == [("products", "")]
    change("forms.csv", "tent,Tent,Tent,,living,,,,", "tent,Tent,Tent,,living,,pleegzorg,,")(folder)
    form = read(folder).forms[-1]
    assert (form.group_max, form.age_from, form.age_to, form.extends_to, form.lives_with) == (None,) * 5
    assert form.texts["how"] == {"nl": "Een zin.", "en": "A sentence."}
