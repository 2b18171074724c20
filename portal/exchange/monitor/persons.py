"""What may not come along in an extract: anything that can tell who a child is. Such a file is not read at all."""

from collections.abc import Iterator, Sequence
from datetime import date

from portal.exchange.monitor.sheet import MONITOR
from portal.exchange.workbook.cells import plain
from portal.exchange.workbook.contents import SEARCHED_FOR_HEADERS, folded
from portal.exchange.workbook.problems import Problem
from portal.web.about_people import holds_bsn

# In a header, folded: letters and digits only. Also the number of a decision or an allocation leads to one person.
_OF_A_PERSON = (
    "bsn", "burgerservice", "sofinummer", "geboorte", "geboren", "client", "cliënt", "jeugdige", "kindnummer",
    "persoon", "dossier", "zaaknummer", "beschikkingnummer", "beschikkingsnummer", "toewijzingnummer",
    "toewijzingsnummer", "voorletter", "adres", "straat", "huisnummer", "postcode", "telefoon", "mail", "leeftijd",
    "geslacht",
)  # fmt: skip
# A name of one of these is none of a person.
_NAMED = ("aanbieder", "gemeente", "product", "voorziening", "instelling", "zorgvorm", "hulpvorm", "hulpsoort")
LONGEST_SHOWN = 40  # characters of a header
MOST_TOLD = 50


def persons_in(rows: Sequence[Sequence[object]]) -> list[Problem]:
    """Where something of a person stands. The value itself is never repeated."""
    columns = list(_columns(rows))
    return columns or list(_numbers(rows))


def _columns(rows: Sequence[Sequence[object]]) -> Iterator[Problem]:
    known = {folded(column.header) for column in MONITOR.columns}
    at = next((n for n, row in enumerate(rows[:SEARCHED_FOR_HEADERS]) if known & {_folded(c) for c in row}), None)
    for cell in rows[at] if at is not None else ():
        header = plain(cell)
        if _is_of_a_person(folded(header)):
            yield Problem("persons-column", MONITOR.name, (at or 0) + 1, header[:LONGEST_SHOWN])


def _folded(cell: object) -> str:
    return folded(plain(cell)) if isinstance(cell, str) else ""


def _is_of_a_person(header: str) -> bool:
    if any(word in header for word in _OF_A_PERSON):
        return True
    return "naam" in header and not any(word in header for word in _NAMED)


def _numbers(rows: Sequence[Sequence[object]]) -> Iterator[Problem]:
    """In any cell, also of columns that are not read."""
    told = 0
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell is None or isinstance(cell, date | bool):
                continue
            text = plain(cell)
            if len(text) >= 9 and holds_bsn(text):
                yield Problem("persons-bsn", MONITOR.name, number, _letter(place))
                told += 1
                if told == MOST_TOLD:
                    return


def _letter(place: int) -> str:
    """As a spreadsheet names its columns."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
