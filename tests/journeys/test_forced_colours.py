"""Someone lets the system choose all colours, light on black: what a colour said a shape says too."""

from tests.journeys.conftest import Shown
from tests.journeys.every_page import HELP, every_question
from tests.servers.chromium import WIDE, Browsing
from tests.servers.page_layout import ask

# Set apart by their ground alone in ordinary colours: here they need an edge, or a drawing inside.
MARKED = ".card, .room, .chip, .utrecht-alert, .ruling, .answer, .verdict, .nl-button, .panel, .compare-bar, select"
UNMARKED = f"""[...document.querySelectorAll("{MARKED}")].filter((e) => {{
  const edge = (side) => parseFloat(getComputedStyle(e)[`border${{side}}Width`]) >= 1;
  return layout.seen(e) && !e.querySelector("svg") && !["Top", "Bottom", "Left", "Right"].some(edge);
}}).map(layout.named)"""

# Of drawings that mean something, line or surface stands out. Land is ground; some lie on another drawing.
DRAWN = "svg.icon, svg:not(.icon, .qr, .drawings, .picture) :is(path, circle, text), .dot-full"
GROUND = ".map-land, .map-ground, .map-dot text, .brand-line, .brand-dot, .ruler-tick, .qr, [fill^=url]"
FAINT = f"""[...document.querySelectorAll("{DRAWN}")].filter((e) => {{
  if (!e.checkVisibility() || e.closest("{GROUND}")) return false;
  const {{ fill, stroke }} = getComputedStyle(e);
  return ![fill, stroke].some((colour) => colour.startsWith("rgb(") && layout.contrast(colour, layout.ground(e)) >= 3);
}}).map(layout.named)"""

# Which of several is the present one is seen in its edge.
ALIKE = """[...document.querySelectorAll(".fold [aria-current]")].filter((e) => {
  const others = [...e.closest("ul").querySelectorAll("a:not([aria-current])")];
  return others.some((other) => getComputedStyle(other).borderBottomColor === getComputedStyle(e).borderBottomColor);
}).map(layout.named)"""

LOOKS = {"without an edge": UNMARKED, "too faint": FAINT, "as the others": ALIKE}


async def test_what_is_marked_chosen_or_drawn_can_be_seen(shown: Shown, browsing: Browsing) -> None:
    page = await browsing.page(width=WIDE, forced_colors="active", color_scheme="dark")
    found = []
    for address in (*await every_question(shown), "/over-de-cijfers", f"/producten/{HELP}"):
        await page.goto(shown.address + address)
        for what, look in LOOKS.items():
            found += [f"{address} {what}: {one}" for one in await ask(page, look)]
    assert found == [], "\n".join(found)
    await page.keyboard.press("Tab")
    ring = "(({outlineStyle, outlineWidth}) => outlineStyle + outlineWidth)(getComputedStyle(document.activeElement))"
    assert await page.evaluate(ring) == "solid3px"
