"""A figure of few answers is not shown, and cannot be computed from those that are."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as any_

from portal.model.small_groups import without_small_groups

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
HALF = (date(2025, 1, 1), date(2025, 6, 30))
BEFORE = (date(2024, 1, 1), date(2024, 12, 31))
ROLLING = (date(2024, 7, 1), date(2025, 6, 30))


@dataclass
class Figure:
    key: str
    n: int
    category: str = ""
    product: str = ""
    informant: str = ""
    frame: str = ""
    period: tuple[date, date] = YEAR
    responded: int | None = None
    indicator: str = "doelen"
    instrument: str = ""

    @property
    def period_from(self) -> date:
        return self.period[0]

    @property
    def period_to(self) -> date:
        return self.period[1]


ALL = Figure("all", 48)
PARENTS, YOUNG = Figure("parents", 40, informant="parent"), Figure("young", 8, informant="youth")
AMBULANT, LIVING = Figure("ambulant", 40, category="ambulant"), Figure("living", 8, category="wonen")


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        pytest.param([Figure("few", 9)], "", id="fewer than ten"),
        pytest.param([Figure("ten", 10)], "ten", id="ten"),
        pytest.param([Figure("goals", 12, responded=4)], "", id="twelve goals of four children"),
        pytest.param([ALL, PARENTS, YOUNG], "parents", id="informants are better kept apart: the total goes"),
        pytest.param([ALL, AMBULANT, LIVING], "all", id="the whole provider stays: a second part goes"),
        pytest.param([ALL, AMBULANT], "all", id="what remains is small, also where nobody delivered it"),
        pytest.param(
            [ALL, Figure("a", 20, category="a"), Figure("b", 20, category="b"), Figure("c", 8, category="c")],
            "all a",
            id="one of two parts goes with the small one",
        ),
        pytest.param(
            [ALL, Figure("a", 24, category="a"), Figure("b", 24, category="b")], "all a b", id="nothing remains"
        ),
        pytest.param(
            [Figure("y", 20, informant="youth"), Figure("p", 28, informant="parent"), ALL], "y p all", id="all known"
        ),
        pytest.param(
            [Figure("y", 30, informant="youth"), Figure("v", 40, frame="voluntary")], "v", id="half over each other"
        ),
        pytest.param(
            [Figure("whole", 60, category="ambulant"), Figure("tg3", 52, product="tg3")],
            "whole",
            id="a product lies within its category",
        ),
        pytest.param([Figure("now", 20), Figure("then", 20, period=BEFORE)], "now then", id="years lie apart"),
        pytest.param([Figure("year", 20), Figure("half", 15, period=HALF)], "year", id="half a year within it"),
        pytest.param([Figure("year", 40), Figure("rolling", 40, period=ROLLING)], "year", id="half over a year"),
        pytest.param([Figure("one", 40), Figure("two", 45)], "two", id="twice the same people"),
        pytest.param([Figure("part", 40, informant="youth"), Figure("all", 30)], "part", id="more than all"),
        pytest.param(
            [ALL, Figure("other", 40, informant="parent", indicator="match")], "all other", id="each indicator"
        ),
        pytest.param(
            [Figure("x", 40, instrument="X"), Figure("y", 12, instrument="Y")], "x y", id="instruments lie apart"
        ),
    ],
)
def test_what_is_shown_gives_no_small_group_away(given_: list[Figure], shown: str) -> None:
    found = without_small_groups(given_, {"tg3": "ambulant"})
    assert [figure.key for figure in found] == shown.split()
    again = without_small_groups(list(reversed(given_)), {"tg3": "ambulant"})
    assert {figure.key for figure in again} == set(shown.split())


CATEGORIES, INFORMANTS, FRAMES = ("a", "b"), ("youth", "parent"), ("voluntary", "forced")
PERIODS = (YEAR, HALF, BEFORE)
# Where someone can be: the first and the second half of this year, and the year before.
TIMES = {0: (YEAR, HALF), 1: (YEAR,), 2: (BEFORE,)}
Person = tuple[str, str, str, int]
ATOMS: list[Person] = list(product(CATEGORIES, INFORMANTS, FRAMES, TIMES))

crowds = any_.lists(any_.integers(0, 14), min_size=len(ATOMS), max_size=len(ATOMS)).map(
    lambda counts: Counter(dict(zip(ATOMS, counts, strict=True)))
)
groups = any_.sets(
    any_.tuples(
        any_.sampled_from(("", *CATEGORIES)),
        any_.sampled_from(("", *INFORMANTS)),
        any_.sampled_from(("", *FRAMES)),
        any_.sampled_from(PERIODS),
    ),
    min_size=2,
    max_size=9,
)


def people_of(figure: Figure) -> frozenset[Person]:
    return frozenset(
        (category, informant, frame, time)
        for category, informant, frame, time in ATOMS
        if figure.category in ("", category)
        and figure.informant in ("", informant)
        and figure.frame in ("", frame)
        and figure.period in TIMES[time]
    )


def figures_of(crowd: Counter[Person], wanted: set[tuple[str, str, str, tuple[date, date]]]) -> list[Figure]:
    figures = []
    for number, (category, informant, frame, period) in enumerate(sorted(wanted)):
        figure = Figure(f"f{number}", 0, category, "", informant, frame, period)
        figure.n = sum(crowd[person] for person in people_of(figure))
        figures.append(figure)
    return figures


@settings(max_examples=150)
@given(crowds, groups)
def test_no_sum_or_difference_of_shown_figures_is_a_small_group(
    crowd: Counter[Person], wanted: set[tuple[str, str, str, tuple[date, date]]]
) -> None:
    """By brute force: every way to add shown figures to and take them from each other."""
    figures = figures_of(crowd, wanted)
    shown = without_small_groups(figures, {})[:7]
    # Who knows that there is nobody of some kind need not account for them.
    inhabited = [person for person in ATOMS if crowd[person]]
    members = [people_of(figure) for figure in shown]
    for signs in product((-1, 0, 1), repeat=len(shown)):
        of_each = {sum(s for s, people in zip(signs, members, strict=True) if one in people) for one in inhabited}
        if of_each <= {0, 1}:  # a group: everyone is in it once or not at all
            size = sum(sign * figure.n for sign, figure in zip(signs, shown, strict=True))
            assert size == 0 or size >= 10, (signs, shown)


@settings(max_examples=150)
@given(crowds, groups)
def test_no_hidden_small_figure_follows_from_those_shown(
    crowd: Counter[Person], wanted: set[tuple[str, str, str, tuple[date, date]]]
) -> None:
    """By linear algebra: with any weights whatever."""
    figures = figures_of(crowd, wanted)
    shown = without_small_groups(figures, {})
    inhabited = [person for person in ATOMS if crowd[person]]
    rows = [[Fraction(one in people_of(figure)) for one in inhabited] for figure in shown]
    for figure in figures:
        if 0 < figure.n < 10:
            hidden = [Fraction(one in people_of(figure)) for one in inhabited]
            assert rank([*rows, hidden]) > rank(rows), (figure, shown)


def rank(rows: list[list[Fraction]]) -> int:
    left, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        found += 1
        left = [[a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)] for row in left]
    return found


@given(crowds, groups)
@settings(max_examples=50)
def test_something_is_shown_as_soon_as_any_figure_is_large_enough(
    crowd: Counter[Person], wanted: set[tuple[str, str, str, tuple[date, date]]]
) -> None:
    figures = figures_of(crowd, wanted)
    assert bool(without_small_groups(figures, {})) == any(figure.n >= 10 for figure in figures)
