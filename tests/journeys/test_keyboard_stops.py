"""With the Tab key along every stop of a page and back: each is seen, none lies under a bar that stays in sight."""

import pytest

from tests.journeys.conftest import Shown
from tests.journeys.every_page import every_page
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.page_layout import walk


async def _address(shown: Shown, what: str) -> str:
    """`*` stands for a provider."""
    provider = next(page for page in await every_page(shown) if page.startswith("/aanbieders/"))
    return what.replace("*", provider.rpartition("/")[2])


@pytest.mark.parametrize(
    ("what", "width"),
    [
        ("/aanbod?q=angst&gemeente=raalte&a=*", NARROW),  # one is ticked: the bar to compare stays at the bottom
        ("/aanbod?q=angst&gemeente=raalte&a=*", WIDE),
        ("/aanbieders/*?leeftijd=8", WIDE),  # what is known in short stays beside the rest
        ("/", NARROW),
        ("/nu-in-gevaar", NARROW),  # the way out stays at the top
        ("/aanbod/kaart", WIDE),  # the map stays beside the list
    ],
)
async def test_every_stop_is_seen_on_the_way_there_and_back(
    shown: Shown, browsing: Browsing, what: str, width: int
) -> None:
    page = await browsing.page(width=width, height=640)
    await page.goto(shown.address + await _address(shown, what))
    assert await walk(page) == []
    assert await walk(page, back=True) == []
