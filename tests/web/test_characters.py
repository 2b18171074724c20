"""What nobody can see is not read, and not shown back."""

import unicodedata
from urllib.parse import quote

import pytest

from portal.web.address import read_query
from portal.web.characters import lines, one_line

SHOWN_WHEN_JOINED = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
OF_OLD_SCRIPTS = {0x70F, *range(0x13430, 0x13440)}


def test_no_sign_of_format_is_left() -> None:
    signs = {sign for sign in range(0x110000) if unicodedata.category(chr(sign)) == "Cf"}
    left = {sign for sign in signs if one_line(f"a{chr(sign)}b") != "ab"}
    assert left <= SHOWN_WHEN_JOINED | OF_OLD_SCRIPTS


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("\u202etsivrekeb nee\u202c", "tsivrekeb nee"),  # would be written backwards, and all that follows
        ("\u2067autisme\u2069 \u200f", "autisme"),
        ("au\u00adtis\u200bme\ufeff", "autisme"),
        ("\u3164\u2800", ""),
        ("boos\x85kind\u2028thuis", "boos kind thuis"),
        ("توحد", "توحد"),
        ("één 👩‍👧 ❤️", "één 👩👧 ❤️"),
    ],
)
def test_words_are_read_as_they_are_seen(typed: str, read: str) -> None:
    assert one_line(typed) == read
    assert read_query(f"q={quote(typed)}".encode(), ("q",)) == ((("q", read),) if read else ())


def test_a_text_area_keeps_its_line_ends() -> None:
    assert lines(" een\r\n\ttwee\u202e\x1b ") == "een\r\n\ttwee"
