from typing import Any

import httpx
import pytest

from tests.web.house import FROM_HERE


async def send(visitor: httpx.AsyncClient, data: dict[str, Any], language: str = "en") -> dict[str, Any]:
    address = "/formulier" if language == "nl" else f"/{language}/formulier"
    answer = await visitor.post(address, headers=FROM_HERE, data=data)
    assert answer.status_code == 200
    return dict(answer.json())


async def test_what_is_right_comes_as_the_form_says(visitor: httpx.AsyncClient) -> None:
    sent = {"about": " wachttijd ", "choices": ["a", "", "b"], "number": "3", "unknown": "x"}
    filled = await send(visitor, sent)
    assert filled["valid"] == {"about": "wachttijd", "choices": ["a", "b"], "number": 3}
    assert filled["errors"] == {}


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({}, "about", "Fill this in."),
        ({"about": "   "}, "about", "Fill this in."),
        ({"about": "ab"}, "about", "Use at least 3 characters."),
        ({"about": "a" * 11}, "about", "Use at most 10 characters."),
        ({"about": "abc", "choices": ["a", "b", "c"]}, "choices", "Choose at most 2."),
        ({"about": "abc", "number": "drie"}, "number", "Fill in a whole number."),
        ({"about": "ABC"}, "about", "Choose one of the possibilities."),
    ],
)
async def test_what_is_wrong_is_said_in_a_sentence_and_what_was_typed_stays(
    visitor: httpx.AsyncClient, sent: dict[str, Any], field: str, sentence: str
) -> None:
    filled = await send(visitor, sent)
    assert filled["valid"] is None
    assert filled["errors"] == {field: sentence}
    for name, value in sent.items():
        assert filled["typed"].get(name, "") == (value.strip() if isinstance(value, str) else value)


async def test_the_sentence_is_in_the_visitors_language(visitor: httpx.AsyncClient) -> None:
    dutch, english = await send(visitor, {}, "nl"), await send(visitor, {}, "en")
    assert english["errors"] == {"about": "Fill this in."}
    assert list(dutch["errors"]) == ["about"]


async def test_a_form_with_parts_is_read_too(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/formulier", headers=FROM_HERE, files={"about": (None, "abc")})
    assert answer.json()["valid"]["about"] == "abc"


async def test_a_file_or_a_sign_that_no_one_types_is_not_a_text(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/formulier", headers=FROM_HERE, files={"about": ("x.txt", b"abc")})
    assert answer.json()["valid"] is None
    assert (await send(visitor, {"about": "a\x00bc\x1b"}))["valid"]["about"] == "abc"


@pytest.mark.parametrize(
    "part", [("utf-7", b"a+2AA-bc"), ("unicode_escape", b"a\\ud800bc\\x00"), ("utf-16", b"a\0\0\0b\0c\0")]
)
async def test_halves_of_a_sign_are_left_out_whatever_a_part_says_it_is_written_in(
    visitor: httpx.AsyncClient, part: tuple[str, bytes]
) -> None:
    charset, sent = part
    files = {"about": (None, sent, f"text/plain; charset={charset}")}
    answer = await visitor.post("/formulier", headers=FROM_HERE, files=files)
    assert (answer.status_code, answer.json()["valid"]["about"]) == (200, "abc")
