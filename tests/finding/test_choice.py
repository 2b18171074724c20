"""The choice to compare is in the address, and stays in it."""

import pytest

from portal.finding.choice import READ, read_choice, slugs_of, with_choice

Pairs = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("pairs", "choice"),
    [
        ([], ()),
        ([("a", "de-linde"), ("leeftijd", "9"), ("a", "de-es")], ("de-linde", "de-es")),
        ([("a", "de-linde"), ("a", "de-linde")], ("de-linde",)),
        ([("a", " ")], ()),
        ([("a", "x" * 500)], ("x" * 80,)),
        ([("a", str(n)) for n in range(99)], tuple(str(n) for n in range(READ))),
    ],
)
def test_a_choice_is_read_once_and_in_order(pairs: Pairs, choice: tuple[str, ...]) -> None:
    assert read_choice(pairs) == choice


def test_what_cannot_be_a_providers_is_not_looked_for() -> None:
    assert slugs_of(("de-linde", "De Linde", "<b>", "../x", "-")) == ("de-linde",)


@pytest.mark.parametrize(
    ("query", "choice", "whole"),
    [
        ("", (), ""),
        ("?leeftijd=9", (), "?leeftijd=9"),
        ("", ("b", "a"), "?a=b&a=a"),
        ("?leeftijd=9", ("b",), "?leeftijd=9&a=b"),
    ],
)
def test_an_address_keeps_the_choice(query: str, choice: tuple[str, ...], whole: str) -> None:
    assert with_choice(query, choice) == whole
