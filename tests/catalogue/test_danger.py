"""Who types words of danger sees whom to call, and can leave the page quickly."""

import httpx
import pytest

from tests.catalogue.reading import part, text_of
from tests.servers.chromium import NARROW, Browsing


async def test_in_danger_help_that_answers_comes_first(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod?q=zelfmort")).text
    main = text_of(part(page, "<main", "</main>"))
    assert main.index("113") < main.index("Veilig Thuis") < main.index("Waar heeft u hulp bij nodig?")
    violence = text_of(part((await samira.get("/aanbod?q=mishandling")).text, "<main", "</main>"))
    assert violence.index("Veilig Thuis") < violence.index("113") < violence.index("Filters")
    assert "113" in part((await samira.get("/aanbod/kaart?q=zelfmort")).text, "<main", "</h1>")


@pytest.mark.parametrize("address", ["/aanbod", "/aanbod/kaart", "/en/aanbod", "/suggesties"])
async def test_in_danger_the_page_can_be_left_quickly(samira: httpx.AsyncClient, address: str) -> None:
    danger = part(
        (await samira.get(f"{address}?q=papa+slaat+mama")).text, '<section class="danger-first"', "</section>"
    )
    assert 'href="https://www.nu.nl/" rel="noreferrer noopener"' in danger
    assert "nu.nl" not in (await samira.get(f"{address}?q=autisme")).text


@pytest.mark.parametrize("scripted", [True, False])
async def test_one_step_leads_away_with_and_without_javascript(
    browsing: Browsing, address: str, *, scripted: bool
) -> None:
    page = await browsing.page(javascript=scripted, width=NARROW)
    await page.route("https://www.nu.nl/**", lambda route: route.fulfill(body="Nieuws", content_type="text/plain"))
    await page.goto(f"{address}/aanbod?q=mijn+man+slaat+me")
    await page.get_by_role("link", name="Verlaat deze pagina snel").click()
    await page.wait_for_url("https://www.nu.nl/")
    assert await page.evaluate("document.referrer") == ""
    assert browsing.problems == ["asks a stranger: https://www.nu.nl/"]  # here that is what was asked for
    browsing.problems.clear()
