"""The grid as it is sent: a row per offer, and what is wished with them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.availability import Said, SayRow
from portal.availability.said import LONGEST, NAMES
from portal.web.characters import one_line
from portal.web.errors import BadRequest
from portal.web.form import fill
from portal.web.visit import Visit

OFFER, SEEN, WAS, TICKED, WISH = "aanbod", "versie", "was", "klopt", "doe"
_OF_ROW = re.compile(r"([a-z]+)-([0-9]{1,4})")


class Wish(StrEnum):
    """The button that was pressed."""

    SAVE = "opslaan"  # whatever was changed
    ONE = "rij"  # one row, whose number follows
    ALL_RIGHT = "klopt"
    TICKED_RIGHT = "klopt-aangevinkt"


@dataclass(frozen=True, slots=True)
class SentRow:
    offer: str
    seen: int
    typed: Mapping[str, str]
    touched: bool  # they changed it, whatever stands now
    ticked: bool
    asked: bool  # the button was its own


@dataclass(frozen=True)
class Asked:
    """What is to be said, what is wrong with it, and whether something that was typed waits for another button."""

    rows: list[SayRow] = field(default_factory=list)
    errors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by offer and field
    waiting: frozenset[str] = frozenset()


def written_as(typed: Mapping[str, str]) -> str:
    """A row in one piece, to see whether it was changed."""
    return "|".join(typed[name] for name in NAMES)


def read_sheet(sent: Iterable[tuple[str, object]]) -> tuple[Wish, list[SentRow]]:
    """Raises BadRequest for what no page of ours can send."""
    fields: dict[str, dict[str, str]] = {}
    ticked: set[str] = set()
    wish, number = Wish.SAVE, ""
    for name, value in sent:
        if not isinstance(value, str):
            raise BadRequest
        if name == WISH:
            word, _, number = value.partition(":")
            wish = _wish(word)
        elif name == TICKED:
            ticked.add(value)
        elif found := _OF_ROW.fullmatch(name):
            fields.setdefault(found[2], {})[found[1]] = value
    return wish, [_row(held, no in ticked, no == number) for no, held in fields.items()]


def _wish(word: str) -> Wish:
    try:
        return Wish(word)
    except ValueError as unknown:
        raise BadRequest from unknown


def _row(held: Mapping[str, str], ticked: bool, asked: bool) -> SentRow:
    if OFFER not in held or not held[OFFER].isprintable() or not re.fullmatch("[0-9]{1,9}", held.get(SEEN, "")):
        raise BadRequest
    typed = {name: one_line(held.get(own, ""))[:LONGEST].strip() for name, own in NAMES.items()}
    return SentRow(held[OFFER], int(held[SEEN]), typed, written_as(typed) != held.get(WAS, ""), ticked, asked)


def asked_of_rows(wish: Wish, rows: list[SentRow], visit: Visit) -> Asked:
    say: list[SayRow] = []
    errors: dict[str, Mapping[str, str]] = {}
    waiting: set[str] = set()
    for row in rows:
        if not _is_meant(wish, row):
            waiting |= {row.offer} if row.touched else set()
        elif not row.touched and row.seen:
            say.append(SayRow(row.offer, None, row.seen))
        elif row.touched or wish is not Wish.ALL_RIGHT:
            filled = fill(Said, {name: [text] for name, text in row.typed.items()}, visit)
            if filled.valid is None:
                errors[row.offer] = filled.errors
            else:
                say.append(SayRow(row.offer, filled.valid, row.seen))
    return Asked(say, errors, frozenset(waiting))


def _is_meant(wish: Wish, row: SentRow) -> bool:
    if wish is Wish.ONE:
        return row.asked
    if wish is Wish.TICKED_RIGHT:
        return row.ticked
    return row.touched or wish is Wish.ALL_RIGHT
