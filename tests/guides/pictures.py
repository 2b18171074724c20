"""The pictures of the guides: what each shows, and how small it is kept."""

import io
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from PIL import Image
from playwright.async_api import Page

from portal.model import Role
from tests.guides.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "images" / "guides"
WIDTH, TALLEST = 1160, 740  # pixels
COLOURS = 48
MOST_BYTES, MOST = 60_000, 14
# How a browser writes an empty day is in the language of that browser, and in no other.
NO_DAYS = "::-webkit-datetime-edit { color: transparent }"

Opens = Callable[[Page, Stage], Awaitable[None]]


def at(path: str, role: Role | None = None, from_: str = "h1", *, second_factor: bool = True) -> Opens:
    """A page, from the first element of a kind on."""

    async def opens(page: Page, stage: Stage) -> None:
        if role is not None:
            await stage.enters(page, role, second_factor=second_factor)
        await page.goto(f"{stage.address}{path.format(slug=stage.slug)}")
        await page.locator(from_).first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 24)")

    return opens


async def a_profile_to_approve(page: Page, stage: Stage) -> None:
    profile = f"{stage.address}/aanbieder/{stage.slug}/profiel"
    await stage.enters(page, Role.PROVIDER_EDITOR)
    await page.goto(f"{profile}/deel/teksten")
    told = await page.input_value("[name='about.nl']")
    await page.fill("[name='about.nl']", f"{told} Wij komen ook op school.")
    await page.locator(".part-form button").click()
    await page.goto(profile)
    await page.locator("form[action$='/insturen'] button").click()
    await stage.enters(page, Role.CONTRACT_MANAGER)
    await page.goto(f"{stage.address}/regio/profielen")
    await page.locator("main .own a[href*='/regio/profielen/']").first.click()
    await at_heading(page)


async def at_heading(page: Page) -> None:
    await page.locator("h1").first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 24)")


PICTURES: Mapping[str, Opens] = {
    "families-search": at("/aanbod?q=angst&gemeente=0150", from_="#count"),
    "families-provider": at("/aanbieders/{slug}", from_="#offers"),
    "referrers-way": at("/wegwijzer?wie=huisarts"),
    "referrers-search": at("/aanbod?route=huisarts&gemeente=0150&sorteer=wachttijd", from_="#count"),
    "providers-second-step": at("/mijn/account/tweede-stap", Role.PROVIDER_EDITOR, second_factor=False),
    "providers-home": at("/aanbieder/{slug}", Role.PROVIDER_MANAGER),
    "providers-grid": at("/aanbieder/{slug}/beschikbaarheid", Role.PROVIDER_MANAGER),
    "providers-profile": at("/aanbieder/{slug}/profiel", Role.PROVIDER_MANAGER),
    "providers-stop": at("/aanbieder/{slug}/stops", Role.PROVIDER_MANAGER, from_="#nieuw"),
    "region-home": at("/regio", Role.CONTRACT_MANAGER),
    "region-people": at("/regio/mensen", Role.CONTRACT_MANAGER),
    "region-profile": a_profile_to_approve,
    "region-stops": at("/regio/stops", Role.CONTRACT_MANAGER),
}


def small(picture: bytes) -> bytes:
    """In few colours, which is enough for letters on paper."""
    with Image.open(io.BytesIO(picture)) as taken:
        drawn = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    kept = io.BytesIO()
    drawn.save(kept, "PNG", optimize=True)
    return kept.getvalue()


async def taken(page: Page) -> bytes:
    """What stands on the screen, but not what follows below the content."""
    await page.add_style_tag(content=NO_DAYS)
    left = await page.evaluate("Math.ceil(document.querySelector('main').getBoundingClientRect().bottom)")
    size = {"x": 0, "y": 0, "width": WIDTH, "height": max(200, min(TALLEST, left))}
    return small(await page.screenshot(clip=size, animations="disabled"))  # type: ignore[arg-type]
