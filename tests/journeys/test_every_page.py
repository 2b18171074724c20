"""Every public page in every language: axe-core has no remark, and all of it can be read and hit."""

import pytest
from playwright.async_api import Page

from portal.web.address import link
from portal.web.language import DEFAULT
from tests.journeys.conftest import Shown
from tests.journeys.every_page import every_page, every_question
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.page_checks import axe_violations, bring_axe
from tests.servers.page_layout import LARGE, SPACED, wrong

PARTS = 3  # so that two workers can share them


async def looked_at(page: Page, language: str, width: int) -> list[str]:
    found = await axe_violations(page, contrast=language == DEFAULT)  # colours are the same in all languages
    if language == "en":  # as long as Dutch, and from left to right
        return found
    found += await wrong(page, "small", "cut", "outside", "overlapping", "disordered", "moving")
    set_by_hand = LARGE if width == WIDE else SPACED  # on a narrow screen everything is as large already
    found += [f"set by hand: {one}" for one in await wrong(page, "cut", "outside", "overlapping", letters=set_by_hand)]
    return found


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("language", "width"), [("nl", WIDE), ("nl", NARROW), ("ar", NARROW), ("en", WIDE)])
async def test_every_public_page_shuts_nobody_out(
    shown: Shown, browsing: Browsing, language: str, width: int, part: int
) -> None:
    page = await browsing.page(width=width, reduced_motion="reduce")
    await bring_axe(page)
    addresses = await every_page(shown)
    if language == DEFAULT:
        addresses += (await every_question(shown))[width == NARROW :: 2]  # each once
    problems = []
    for address in addresses[part::PARTS]:
        path, mark, query = address.partition("?")
        await page.goto(shown.address + link(language, path) + mark + query)
        problems += [f"{address} {problem}" for problem in await looked_at(page, language, width)]
    assert problems == [], "\n".join(problems)
