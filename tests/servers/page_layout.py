"""How a page lies on a screen and stands with the keyboard; the looking itself is in page_layout.js."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Page

Look = Literal["small", "cut", "outside", "overlapping", "disordered", "moving"]

ORDINARY = ""
LARGE = "html { font-size: 200% !important }"
# WCAG 1.4.12: what readers may set for themselves.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }"""


@cache
def _script() -> str:
    return Path(__file__).with_suffix(".js").read_text("utf-8")


async def ask(page: Page, question: str) -> Any:
    """Of the page as it stands now, or as it will where it is just coming."""
    await page.wait_for_load_state()
    return await page.evaluate(f"{_script()};\n{question}")


async def wrong(page: Page, *looks: Look, letters: str = ORDINARY) -> list[str]:
    """What these find, with letters as somebody has set them; empty when all is well."""
    asked = ", ".join(f'"{look}"' for look in looks)
    found = list(await ask(page, f"layout.letters({json.dumps(letters)}); layout.wrong({asked})"))
    if letters:
        await ask(page, 'layout.letters("")')
    return found


async def walk(page: Page, *, back: bool = False) -> list[str]:
    """With the Tab key alone along every stop of a page, or from the last one back: what is wrong on the way."""
    there = await ask(page, "layout.walk()")
    wanted = list(range(there - 1))[::-1] if back else list(range(there))
    for _ in wanted:
        await page.keyboard.press("Shift+Tab" if back else "Tab")
    stops = await ask(page, "layout.walked()")
    problems = [f"{', '.join(stop['wrong'])}: {stop['what']}" for stop in stops if stop["wrong"]]
    if [stop["number"] for stop in stops] != wanted:
        problems.append(f"the order is {[stop['number'] for stop in stops]}")
    return problems


async def listen(page: Page) -> None:
    """From here on, to what a screen reader would say by itself."""
    await ask(page, "layout.listen()")


async def heard(page: Page) -> list[str]:
    return list(await ask(page, "layout.heard()"))
