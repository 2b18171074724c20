"""A code is read as people write it down and say it, and a typing mistake is told before anything is looked up."""

from itertools import combinations
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.shortlist.keuzecode import (
    LENGTH,
    LOCATOR,
    READ_AS,
    SECRET,
    SIGNS,
    SPOKEN,
    Keuzecode,
    Mistyped,
    NotACode,
    make_code,
    read_code,
)

CODE = Keuzecode("K4F29", "XM4TR0KXW1HY")

codes = st.builds(
    Keuzecode,
    st.text(SIGNS, min_size=LOCATOR, max_size=LOCATOR),
    st.text(SIGNS, min_size=SECRET, max_size=SECRET),
)


def test_the_secret_has_fifty_bits_and_more() -> None:
    assert SECRET * log2(len(SIGNS)) > 50
    assert len(set(SIGNS)) == len(SIGNS)
    assert not any(len(SIGNS) % number == 0 for number in range(2, len(SIGNS)))


def test_no_sign_is_one_that_another_is_read_as() -> None:
    assert not {chr(seen) for seen in READ_AS} & set(SIGNS)
    assert set(READ_AS.values()) <= set(SIGNS)
    assert {sign for sign in SIGNS if sign.isalpha()} == set(SPOKEN)


def test_a_code_says_nothing_of_its_secret_where_it_is_printed_by_mistake() -> None:
    code = make_code()
    assert code.secret not in repr(code)


@pytest.mark.parametrize(
    "typed",
    [
        CODE.written,
        CODE.written.lower(),
        CODE.written.replace("-", ""),
        CODE.written.replace("-", " "),
        f"  {CODE.written.replace('-', ' – ')} ",
        CODE.written.replace("-", "."),
        CODE.written.replace("0", "O").replace("1", "I"),
        CODE.written.replace("0", "o").replace("1", "l"),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "K4F", CODE.written[:-1], CODE.written + "4", "é" * LENGTH, "7" * LENGTH, "A" * 99]
)
def test_what_no_code_can_be_is_told_apart_from_a_mistake(typed: str) -> None:
    with pytest.raises(NotACode) as problem:
        read_code(typed)
    assert not isinstance(problem.value, Mistyped)


@given(codes)
def test_any_code_is_read_back(code: Keuzecode) -> None:
    assert read_code(code.written) == code
    assert "".join(code.groups) == code.written.replace("-", "")


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(SIGNS))
def test_any_one_wrong_sign_is_told(code: Keuzecode, place: int, sign: str) -> None:
    signs = code.written.replace("-", "")
    if signs[place] != sign:
        with pytest.raises(Mistyped):
            read_code(signs[:place] + sign + signs[place + 1 :])


@given(codes)
def test_any_two_signs_that_changed_places_are_told(code: Keuzecode) -> None:
    signs = list(code.written.replace("-", ""))
    for one, other in combinations(range(LENGTH), 2):
        if signs[one] != signs[other]:
            changed = signs.copy()
            changed[one], changed[other] = changed[other], changed[one]
            with pytest.raises(Mistyped):
                read_code("".join(changed))
