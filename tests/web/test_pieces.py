"""A piece that depends on nothing but its arguments is made once, and only then."""

from dataclasses import dataclass

from jinja2 import Environment

from portal.web.pieces import Pieces

PAGE = """{% macro mark(name, count) %}<b>{{ name }}: {{ count }}</b>{% endmacro %}
{% set mark = once(mark) %}{{ mark(name, count) }}"""


@dataclass(frozen=True)
class Thing:
    look: str | None
    said: str


def page(pieces: Pieces, **values: object) -> str:
    environment = Environment(autoescape=True)
    environment.globals["once"] = pieces.once
    return environment.from_string(PAGE).render(**values).strip()


def test_other_arguments_make_another_piece_and_all_are_escaped() -> None:
    pieces = Pieces()
    assert page(pieces, name="angst", count=4) == "<b>angst: 4</b>"
    assert page(pieces, name="angst", count=5) == "<b>angst: 5</b>"
    assert page(pieces, name="<script>", count=4) == "<b>&lt;script&gt;: 4</b>"
    assert page(pieces, name="angst", count=4) == "<b>angst: 4</b>"


def test_the_same_arguments_make_nothing_new() -> None:
    made = []

    def macro(name: str) -> str:
        made.append(name)
        return name

    once = Pieces().once(macro)  # type: ignore[arg-type]
    assert [once("a"), once("a"), once("b"), once("a")] == ["a", "a", "b", "a"]
    assert made == ["a", "b"]


def test_there_is_an_end_to_what_is_kept() -> None:
    pieces = Pieces(most=3)
    once = pieces.once(lambda number: number)  # type: ignore[arg-type, return-value]
    for number in range(10):
        assert once(number) == number
    assert len(pieces._made) <= 3


def test_things_of_one_look_share_a_piece_and_one_without_a_look_has_its_own() -> None:
    piece = Pieces().once_a_look(lambda thing: thing.said)  # type: ignore[arg-type, return-value]
    things = [Thing("today", "full"), Thing("today", "not asked"), Thing("tomorrow", "free"), Thing(None, "unknown")]
    assert [piece(thing) for thing in things] == ["full", "full", "free", "unknown"]
    assert piece(Thing(None, "known by now")) == "known by now"


def test_a_look_with_another_value_is_another_piece_and_what_is_the_same_for_all_is_not_asked() -> None:
    piece = Pieces().once_a_look(lambda thing, fits, end: f"{thing.said} {fits}{end}")  # type: ignore[arg-type, return-value]
    one = Thing("today", "full")
    assert [piece(one, fits, end=end) for fits, end in ((True, "."), (False, "."), (True, "!"))] == [
        "full True.",
        "full False.",
        "full True.",
    ]
