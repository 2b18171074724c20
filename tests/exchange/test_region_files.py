"""A wrong file is refused, and says where it is wrong and what may stand there."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.exchange.region_files import POSTCODES, REFERENCE, Problem, RegionFiles, WrongRegionFiles, read_region
from portal.exchange.region_files.contents import FILES

Break = Callable[[Path], object]

LAST = -1  # the row that was put behind all others


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Beside it the postcodes of the region only: the whole country takes longer to read."""
    lines = POSTCODES.read_text("utf-8").splitlines()
    near = [line for line in lines if line.startswith(("pc4", "74", "76", "77", "79", "80", "81", "82", "83"))]
    (tmp_path / POSTCODES.name).write_text("\n".join(near), "utf-8")
    return Path(shutil.copytree(REFERENCE / "ijsselland", tmp_path / "ijsselland"))


def read(folder: Path) -> RegionFiles:
    return read_region(folder, folder.parent / POSTCODES.name)


def change(file: str, old: str, new: str, *, all_of_them: bool = False) -> Break:
    def broken(folder: Path) -> None:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, -1 if all_of_them else 1), "utf-8")

    return broken


def add(file: str, line: str) -> Break:
    """A row of what Dutch and English columns hold; Arabic is left empty."""

    def broken(folder: Path) -> None:
        with (folder / file).open(encoding="utf-8") as open_file:
            header = open_file.readline().strip().split(",")
        arabic = [place for place, column in enumerate(header) if column == "ar" or column.endswith("_ar")]
        cells = line.split(",")
        if len(cells) == len(header) - len(arabic):
            for place in arabic:
                cells.insert(place, "")
        with (folder / file).open("a", encoding="utf-8") as open_file:
            open_file.write(",".join(cells) + "\n")

    return broken


def situation(**cells: str) -> str:
    filled = {"key": "iets", "name_nl": "Iets", "about_nl": "Er is iets.", "audience": "parent", "icon": "home"}
    filled |= {"basis": "ours", "source": "ours"} | cells
    columns = (
        "key", "name_nl", "name_en", "about_nl", "about_en", "audience", "icon", "help_kinds", "forms",
        "target_groups", "categories", "basis", "source",
    )  # fmt: skip
    return ",".join(filled.get(column, "") for column in columns)


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(WrongRegionFiles) as wrong:
        read(folder)
    return wrong.value.problems


# what is done, file, row (None: not of one row), column, value, part of what is expected
# Longer than the limit: one table of all that can be wrong is easier to find gaps in than two.
BROKEN: dict[str, tuple[Break, str, int | None, str, str, str]] = {
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
    "a CBS code that lost its zero": (
        change("municipalities.csv", "0148,dalfsen", "148,dalfsen"),
        "municipalities.csv", 2, "code", "148", "a CBS code of four digits",
    ),
    "a unit nobody knows": (
        change("products.csv", "ambulante-jeugdhulp,hour", "ambulante-jeugdhulp,week"),
        "products.csv", 2, "unit", "week", "one of hour, day, task",
    ),
    "a category that does not exist": (
        change("products.csv", ",ambulante-jeugdhulp,hour", ",ambulant,hour"),
        "products.csv", 2, "category", "ambulant", "one of ambulante-jeugdhulp, crisisfunctie",
    ),
    "an audience nobody knows": (
        change("products.csv", ",restricted,", ",secret,"),
        "products.csv", 22, "audience", "secret", "one of public, restricted",
    ),
    "a norm in another unit than its indicator": (
        add("norms.csv", "doelen,Doelen,Goals,doelen-bereikt,70,percent,contract,in_use,source,001"),
        "norms.csv", LAST, "unit", "percent", "share, as the indicator doelen-bereikt",
    ),
    "a sentence without a place for its number": (
        add("texts.csv", "indicator,match,rests_on,Over antwoorden.,About {number} answers."),
        "texts.csv", LAST, "nl", "Over antwoorden.", "{number} once",
    ),
    "a tariff group that does not exist": (
        change("functions.csv", ",tg1,", ",tg8,"),
        "functions.csv", 2, "tariff_group", "tg8", "one of tg1, tg2",
    ),
    "a basis nobody knows": (
        change("functions.csv", ",inferred,", ",guessed,"),
        "functions.csv", 2, "basis", "guessed", "one of stated, inferred",
    ),
    "an age in words": (
        change("forms.csv", "living,,pleegzorg,,0,17", "living,,pleegzorg,,nul,17"),
        "forms.csv", 2, "age_from", "nul", "an age of 0 to 23",
    ),
    "an age above what help is for": (
        change("forms.csv", "living,,pleegzorg,,0,17,23", "living,,pleegzorg,,0,17,27"),
        "forms.csv", 2, "extends_to", "27", "an age of 0 to 23",
    ),
    "from older than to": (
        change("forms.csv", "living,,pleegzorg,,0,17", "living,,pleegzorg,,18,17"),
        "forms.csv", 2, "age_from", "18", "at most age_to, which is 17",
    ),
    "help that goes on until before 18": (
        change("forms.csv", "living,,pleegzorg,,0,17,23", "living,,pleegzorg,,0,17,16"),
        "forms.csv", 2, "extends_to", "16", "an age of at least 18",
    ),
    "neither yes nor no": (
        change("forms.csv", ",yes,public", ",misschien,public"),
        "forms.csv", 2, "children_live_here", "misschien", "yes or no",
    ),
    "a form under itself": (
        change("forms.csv", "living,,pleegzorg,", "living,pleegzorg,pleegzorg,"),
        "forms.csv", 2, "parent", "pleegzorg", "another form",
    ),
    "an amount in words": (
        change("budgets.csv", "750.00", "driekwart duizend"),
        "budgets.csv", 2, "amount", "driekwart duizend", "euro as in 1500.00",
    ),
    "a decimal comma": (
        change("budgets.csv", "750.00", '"750,00"'),
        "budgets.csv", 2, "amount", "750,00", "euro as in 1500.00",
    ),
    "a postcode range backwards": (
        change("places.csv", "7721-7722", "7722-7721"),
        "places.csv", 2, "postcodes", "7722-7721", "postcodes of four digits or ranges",
    ),
    "a postcode in two municipalities": (
        add("places.csv", "Nergens,0193,7721,inferred,algemene kennis"),
        "places.csv", LAST, "postcodes", "7721", "one municipality; it is also in 0148",
    ),
    "a place in a municipality elsewhere": (
        add("places.csv", "Assen,0106,9401,inferred,algemene kennis"),
        "places.csv", LAST, "municipality", "0106", "one of 0148, 0150",
    ),
    "a municipality without a place": (
        add("municipalities.csv", "0106,assen,Assen,,,,,algemene kennis"),
        "municipalities.csv", 13, "code", "0106", "at least one row in places.csv",
    ),
    "a rule about something that does not exist": (
        change("routes.csv", "huisarts,category,ambulante-jeugdhulp", "huisarts,form,ambulante-jeugdhulp"),
        "routes.csv", 6, "subject", "ambulante-jeugdhulp", "one of begeleid-wonen, behandelbed",
    ),
    "two rules in use for one question": (
        change("routes.csv", "huisarts,help_kind,psychologische-hulp-licht", "huisarts,category,ambulante-jeugdhulp"),
        "routes.csv", 7, "state", "in_use", "the other is in row 6",
    ),
    "an answer nobody knows": (
        change("routes.csv", "ambulante-jeugdhulp,direct", "ambulante-jeugdhulp,ja"),
        "routes.csv", 2, "answer", "ja", "one of direct, request, together, none, unknown",
    ),
    "a referrer nobody knows": (
        change("routes.csv", "toegang,category", "buurvrouw,category"),
        "routes.csv", 2, "referrer", "buurvrouw", "one of toegang, huisarts",
    ),
    "a date that is none": (
        change("routes.csv", "2022-01-01", "1 januari 2022"),
        "routes.csv", 2, "valid_from", "1 januari 2022", "a date as in 2022-01-01",
    ),
    "a budget that does not exist": (
        change("routes.csv", "herstel-2;herstel-4", "herstel-2;herstel-9"),
        "routes.csv", 6, "budgets", "herstel-9", "of budgets.csv",
    ),
    "lay words for nothing": (
        add("lay_words.csv", "uit logeren,nl,form,logeerhuis"),
        "lay_words.csv", LAST, "subject", "logeerhuis", "of forms.csv",
    ),
    "a stem of two words": (
        add("stems.csv", "twee woorden"),
        "stems.csv", LAST, "stem", "twee woorden", "one word in lower case",
    ),
    "a text about nothing": (
        add("texts.csv", "form,logeerhuis,what,Een huis.,A house."),
        "texts.csv", LAST, "key", "logeerhuis", "of forms.csv",
    ),
    "a text without Dutch": (
        add("texts.csv", "form,gezinshuis,week,,A week."),
        "texts.csv", LAST, "nl", "", "a Dutch text",
    ),
    "a product without a text": (
        change("texts.csv", "product,pleegzorg,how_long,", "product,pleegzorg,how_short,"),
        "texts.csv", None, "field", "how_long", "a row for product pleegzorg with field how_long",
    ),
    "a situation that leads to nothing": (
        add("situations.csv", situation(help_kinds="opvoedhulp;toveren")),
        "situations.csv", LAST, "help_kinds", "toveren", "of help_kinds.csv",
    ),
    "a situation about a target group that does not exist": (
        add("situations.csv", situation(target_groups="elfen")),
        "situations.csv", LAST, "target_groups", "elfen", "of target_groups.csv",
    ),
    "a situation that leads to help that is not public": (
        add("situations.csv", situation(help_kinds="opvoedhulp;ambulante-spoedhulp")),
        "situations.csv", LAST, "help_kinds", "ambulante-spoedhulp", "what is listed to everyone",
    ),
    "a situation that leads to a form that is not public": (
        add("situations.csv", situation(forms="jeugdzorgplus")),
        "situations.csv", LAST, "forms", "jeugdzorgplus", "what is listed to everyone",
    ),
    "a situation that leads to a category of which nothing is public": (
        add("situations.csv", situation(categories="crisisfunctie")),
        "situations.csv", LAST, "categories", "crisisfunctie", "what is listed to everyone",
    ),
    "a situation for nobody": (
        add("situations.csv", situation(audience="iedereen")),
        "situations.csv", LAST, "audience", "iedereen", "one of parent, young",
    ),
    "an icon that is not drawn": (
        add("situations.csv", situation(icon="vuurwerk")),
        "situations.csv", LAST, "icon", "vuurwerk", "one of home, school, mind",
    ),
    "a right without its texts": (
        add("rights.csv", "klagen-mag,voice,Klagen mag,You may complain,law,source,Jeugdwet 4.2.1"),
        "texts.csv", None, "field", "where", "a row for right klagen-mag with field where",
    ),
    "a right about a topic nobody knows": (
        add("rights.csv", "klagen-mag,complaint,Klagen mag,You may complain,law,source,Jeugdwet 4.2.1"),
        "rights.csv", LAST, "topic", "complaint", "one of choice, own_plan, support, voice, consent, money",
    ),
    "a pathway in a state nobody knows": (
        add("pathways.csv", "weg,Een weg,A way,Overal,Everywhere,soms,advice,,ours,ours"),
        "pathways.csv", LAST, "state", "soms", "one of in_use, pilot, proposal, ended, unknown",
    ),
    "a pathway without its texts": (
        add("pathways.csv", "weg,Een weg,A way,Overal,Everywhere,unknown,advice,,ours,ours"),
        "texts.csv", None, "field", "for_whom", "a row for pathway weg with field for_whom",
    ),
    "a term that is not explained": (
        add("glossary.csv", "woord,woord,word,,,,,ours,ours"),
        "glossary.csv", LAST, "meaning_nl", "", "a Dutch text",
    ),
    "a spelling of two terms": (
        add("glossary.csv", "een,Woord,one,,,Dit is een.,This is one.,,ours,ours\n"
            "twee,twee,two,ding;woord,,Dit is twee.,This is two.,,ours,ours"),
        "glossary.csv", LAST, "also_nl", "woord", "one term for each spelling",
    ),
    "a contact that is no number": (
        change("region.toml", '"0800-0432"', '"de Kindertelefoon"'),
        "region.toml", None, "contacts.1.number", "de Kindertelefoon", "a telephone number",
    ),
    "a contact for nobody": (
        change("region.toml", 'for = "young"', 'for = "kinderen"'),
        "region.toml", None, "contacts.1.for", "kinderen", "one of parent, young, both",
    ),
    "a contact with an address that is none": (
        change("region.toml", '"https://jeugdstem.nl"', '"javascript:alert(1)"'),
        "region.toml", None, "contacts.0.url", "javascript:alert(1)", "begins with https://",
    ),
    "TOML that cannot be read": (
        change("region.toml", "[names]", "[names"),
        "region.toml", None, "", "", "TOML in UTF-8",
    ),
    "a threshold nothing reads": (
        change("region.toml", "page_size = 20", "page_size = 20\npages = 3"),
        "region.toml", None, "terms", "", "whole numbers of at least 1 for places_fresh_days",
    ),
    "a colour that is more than a colour": (
        change("region.toml", '"#1c5d7a"', '"red; } body { display: none"'),
        "region.toml", None, "look.--region-primary", "red; } body", "plain CSS",
    ),
    "a host with a port": (
        change("region.toml", "ijsselland.hulpkeuze.example", "ijsselland.hulpkeuze.example:8000"),
        "region.toml", None, "hosts.0", "ijsselland.hulpkeuze.example:8000", "a host name",
    ),
    "a region without a name": (
        change("region.toml", 'nl = "IJsselland"\n', ""),
        "region.toml", None, "names", "", "a Dutch text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_named_with_what_is_expected(folder: Path, case: str) -> None:
    break_it, file, row, column, value, expected = BROKEN[case]
    break_it(folder)
    problems = problems_of(folder)
    if row == LAST:
        row = len(list(csv.reader((folder / file).read_text("utf-8").splitlines())))
    found = [problem for problem in problems if (problem.file, problem.row, problem.column) == (file, row, column)]
    assert found, problems
    assert any(value in problem.value and expected in problem.expected for problem in found), found


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
    before = read(folder).digest
    assert read(folder).digest == before
    digests = {before}
    for file, _ in FILES.values():
        if (folder / file).exists():
            with (folder / file).open("a", encoding="utf-8") as open_file:
                open_file.write("\n")
            digests.add(read(folder).digest)
    assert len(digests) == len(FILES)  # the untouched one, and one for each file but the country's postcodes


def test_empty_cells_are_unknown_and_not_empty_text(folder: Path) -> None:
    add("forms.csv", "tent,Tent,Tent,living,,,,,,,yes,public,ours,verzonnen")(folder)
    for field in ("what", "for_whom", "how", "how_long", "who_decides"):
        add("texts.csv", f"form,tent,{field},Een zin.,A sentence.")(folder)
    problems = problems_of(folder)
    assert [(problem.column, problem.value) for problem in problems] == [("products", "")]
    change("forms.csv", "tent,Tent,Tent,,living,,,,", "tent,Tent,Tent,,living,,pleegzorg,,")(folder)
    form = read(folder).forms[-1]
    assert (form.group_max, form.age_from, form.age_to, form.extends_to) == (None, None, None, None)
    assert form.texts["how"] == {"nl": "Een zin.", "en": "A sentence."}
