"""What the guides in docs/guides tell is there: every picture, and every button by the name it has on the page."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from babel.messages.catalog import Message

from tests.guides.pictures import FOLDER, MOST, MOST_BYTES, PICTURES, WIDTH
from tools import translations
from tools.progress import ROOT

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PICTURE = re.compile(r"!\[(.*?)\]\((.+?)\)", re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\((.+?)\)", re.DOTALL)
WARNING = "Is er gevaar? Zoek dan niet, maar bel."  # bold, and no button
LONGEST = 75  # lines: two screens

by_name = pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)


@cache
def on_pages() -> frozenset[str]:
    """The Dutch texts that templates show."""
    return frozenset(text for message in translations.read("nl") for text in _texts(message))


def _texts(message: Message) -> Iterator[str]:
    if any(file.startswith("templates/") for file, _ in message.locations):
        yield from [message.string] if isinstance(message.string, str) else message.string


def pictures_in(guide: Path) -> list[tuple[str, str]]:
    return PICTURE.findall(guide.read_text("utf-8"))


def test_there_is_a_guide_for_each_kind_of_reader() -> None:
    assert [guide.stem for guide in GUIDES] == ["administrators", "families", "providers", "referrers", "region"]


@by_name
def test_what_a_guide_calls_a_button_stands_on_a_page(guide: Path) -> None:
    named = {" ".join(name.split()) for name in BOLD.findall(guide.read_text("utf-8"))} - {WARNING}
    assert named
    assert named - on_pages() == set()


@by_name
def test_every_picture_and_page_that_a_guide_leads_to_is_there(guide: Path) -> None:
    for text, path in pictures_in(guide):
        assert len(text.split()) > 3, f"{path}: say what it shows, for who cannot see it"
        assert (guide.parent / path).is_file(), path
    for address in LINK.findall(guide.read_text("utf-8")):
        assert (guide.parent / urldefrag(address).url).is_file(), address


@by_name
def test_a_guide_is_read_in_two_screens(guide: Path) -> None:
    assert len(guide.read_text("utf-8").splitlines()) <= LONGEST


def test_the_pictures_are_those_of_the_guides_few_and_small() -> None:
    shown = {Path(path).name for guide in GUIDES for _, path in pictures_in(guide)}
    kept = {file.name: file.read_bytes() for file in FOLDER.iterdir()}
    assert shown == set(kept) == {f"{name}.png" for name in PICTURES}
    assert len(kept) <= MOST
    for name, picture in kept.items():
        assert len(picture) <= MOST_BYTES, name
        assert int.from_bytes(picture[16:20], "big") == WIDTH, name
