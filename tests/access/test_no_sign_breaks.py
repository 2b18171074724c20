"""Signs that no database holds, in every field of every form that pages show and in every question of an address: an
answer, and never an error of ours. On PostgreSQL, which refuses them where SQLite takes them."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from portal.access.form_token import FIELD
from portal.access.kept_form import AGAIN
from portal.accounts.second_factor import seal
from portal.model import Account, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.access.records import MADE, forget_made
from tests.access.table import Meets
from tests.access.test_every_route import ROUTES, Sessions, app, path_for, sessions
from tests.staff import ROLES, a_safe_house, an_account, browser_of
from tests.web.house import FROM_HERE

__all__ = ["app", "sessions"]

pytestmark = [
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True, scope="module"),
    pytest.mark.filterwarnings("error:Plural value"),  # of a sum, which is a decimal there
]

NUL = "\0"
TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = sorted(
    {name for file in TEMPLATES.rglob("*.html") for name in re.findall(r'name="([a-z_-]+)"', file.read_text())}
)


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Those of a page, as a browser would send them: what is in them may be anything."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(about.get("action", ""), about.get("method", "get").upper()))
        elif self.found and tag in ("input", "textarea", "select", "button") and about.get("name"):
            self.found[-1].fields.append((about["name"], about.get("value", "1")))


@pytest.fixture(scope="module")
async def house(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path_factory.mktemp("signs"), url=database_url) as house:
        yield house


@pytest.fixture(scope="module")
async def people(house: House) -> dict[Role, Account]:
    about = {"totp_sealed": seal(house.secrecy, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), "password_hash": "x"}
    return {role: await an_account(house, name, role, **about) for name, role in ROLES.items()}


async def sends(browser: httpx.AsyncClient, form: Form, fields: list[tuple[str, str]]) -> httpx.Response:
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    if form.method == "GET":
        return await browser.get(form.action, params=sent)
    return await browser.post(form.action, data=sent, headers=FROM_HERE)


def odd_for(value: str) -> list[str]:
    """Beside it, instead of it, within it, and a number that no column holds."""
    return [
        value + NUL,
        NUL,
        value.replace(':"', ':"\\u0000'),
        *(["9" * 9, "9" * 12, "9" * 30] if value.isdigit() else []),
    ]


def with_signs(form: Form) -> list[list[tuple[str, str]]]:
    """The form with one field changed, for each of them; and as one that is sent again."""
    changed = []
    for place, (name, value) in enumerate(form.fields):
        if name != FIELD:
            others = [one for n, one in enumerate(form.fields) if n != place]
            changed += [[*others, (name, odd)] for odd in odd_for(value)]
    return [*changed, [*form.fields, (AGAIN, NUL)]]


@pytest.mark.parametrize("path", sorted(path for method, path in ROUTES if method == "GET"))
async def test_forms_and_questions_are_answered(
    house: House, app: Outer, sessions: Sessions, people: dict[Role, Account], path: str
) -> None:
    row = ROUTES["GET", path]
    who = [None, *(role for role in Role if row.roles[role] is Meets.IN and row.stranger is not Meets.IN)][:3]
    wrong: list[str] = []
    for role in who:
        owner = people[role or Role.PROVIDER_EDITOR]
        address = await path_for(app, path, row, owner)
        token = await sessions.token(owner, path) if role else ""
        async with browser_of(app, token) as browser:
            page = await browser.get(address)
            for odd in odd_for("1"):
                asked = await browser.get(address, params=dict.fromkeys(NAMES, odd))
                wrong += [f"{address}?…={odd!r}"] * (asked.status_code >= 500)
            for form in Forms(page.text).found:
                if form.action.startswith("/uitloggen"):
                    continue
                for fields in with_signs(form):
                    answer = await sends(browser, form, fields)
                    if answer.status_code >= 500:
                        wrong.append(f"{form.action}: {[pair for pair in fields if NUL in pair[1]]}")
        if row.own in MADE:
            await forget_made(house)
    assert wrong == []
