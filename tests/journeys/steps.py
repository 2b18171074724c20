"""What people do in several journeys: signing in, looking until a page says so, reading their mail."""

import email
import email.policy
import re
from pathlib import Path

from playwright.async_api import Page
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal import clock
from portal.model import Contract
from tests.accounts.door import PASSWORD, code_now
from tests.journeys.looking import no_violations
from tests.servers.chromium import NARROW, WIDE
from tests.servers.page_layout import wrong

LOOKS = 100  # at a page, until it says what it is to say


async def gives_password(page: Page, address: str, name: str = "piet", password: str = PASSWORD) -> None:
    await page.goto(f"{address}/inloggen")
    await page.fill("#mailadres", f"{name}@voorbeeld.example")
    await page.fill("#wachtwoord", password)
    await page.click(".door-form button")


async def signs_in(page: Page, address: str, name: str) -> Page:
    """With the keyboard, and the code of an app."""
    await page.goto(f"{address}/inloggen")
    await page.fill("#mailadres", f"{name}@voorbeeld.example")
    await page.fill("#wachtwoord", PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#code")
    await page.fill("#code", code_now())
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: "/inloggen" not in url)
    return page


async def looks_well(page: Page, scripted: bool, what: str) -> None:
    if scripted:  # what looks so closely is a script too
        await no_violations(page)
    await _lies_well(page, what)


async def looks_well_everywhere(page: Page, what: str, *, scripted: bool = True) -> None:
    """On a phone and on a desk, of one page that is loaded once."""
    own = page.viewport_size
    assert own is not None
    await page.set_viewport_size({**own, "width": WIDE + NARROW - own["width"]})
    await _lies_well(page, f"{what}, not on their own screen")
    await page.set_viewport_size(own)
    await looks_well(page, scripted, what)


async def _lies_well(page: Page, what: str) -> None:
    await page.wait_for_load_state()
    found = await wrong(page, "small", "cut", "outside", "overlapping", "disordered")
    assert found == [], f"{what}: {found}"


def under_contract(region_id: int | None) -> SelectOfScalar[int]:
    """Providers that visitors find: some contracts of the example have yet to begin."""
    today = clock.today()
    return select(Contract.provider_id).where(
        Contract.region_id == region_id,
        col(Contract.starts).is_(None) | (col(Contract.starts) <= today),
        col(Contract.ends).is_(None) | (col(Contract.ends) > today),
    )


async def looks_until(page: Page, address: str, text: str) -> None:
    for _ in range(LOOKS):
        await page.goto(address)
        if text in await page.inner_text("main"):
            return
    shown = await page.inner_text("main")
    raise AssertionError(f"{address} never said {text!r}, but: {shown}")


async def looks_until_gone(page: Page, address: str, text: str) -> None:
    for _ in range(LOOKS):
        await page.goto(address)
        if text not in await page.inner_text("main"):
            return
    raise AssertionError(f"{address} goes on saying {text!r}")


def mails(data_dir: Path, to: str) -> list[str]:
    """To somebody of the tests, as they lie in the folder: subject and text."""
    found = []
    for file in sorted((data_dir / "mail").glob("*.eml")):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if str(message["To"]).startswith(f"{to}@"):
            body = message.get_body(("plain",))
            found.append(f"{message['Subject']}\n{body.get_content() if body else ''}")
    return found


async def mailed(page: Page, data_dir: Path, to: str, text: str) -> str:
    """Waits by looking at the page again, as somebody who waits does."""
    for _ in range(LOOKS):
        for mail in mails(data_dir, to):
            if text in mail:
                return mail
        await page.reload()
    raise AssertionError(f"{to} was never told {text!r}")


def link_in(mail: str, path: str) -> str:
    found = re.findall(rf"http\S+{path}\S+", mail)
    assert found, mail
    return str(found[-1])
