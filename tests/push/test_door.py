"""Who comes to the API: with no key, with another provider's, with one that was revoked or is for something else."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlmodel import select

from portal import clock
from portal.access.patience import FREE_BY_ADDRESS
from portal.model import AccessKey, Role
from portal.web.outer import Outer
from tests.push.systems import DYSLEXIE, GEZIN, a_new_key, system
from tests.staff import FEMKE_HERSELF, an_account, signed_in

SAID = {"stand": "open"}
MANY = {"rijen": [{"aanbod": GEZIN, "stand": "open"}]}
FOREIGN = {"rijen": [{"aanbod": DYSLEXIE, "stand": "open"}]}

# Method, path and body → what each key meets: one that may do all, one that may only look, one that may only say.
TABLE: Mapping[tuple[str, str], tuple[Any, int, int, int]] = {
    ("GET", "/api/v1/aanbod"): (None, 200, 200, 403),
    ("GET", f"/api/v1/aanbod/{GEZIN}/beschikbaarheid"): (None, 200, 200, 403),
    ("GET", f"/api/v1/aanbod/{DYSLEXIE}/beschikbaarheid"): (None, 404, 404, 403),
    ("PUT", f"/api/v1/aanbod/{GEZIN}/beschikbaarheid"): (SAID, 200, 403, 200),
    ("PUT", f"/api/v1/aanbod/{DYSLEXIE}/beschikbaarheid"): (SAID, 404, 403, 404),
    ("POST", "/api/v1/beschikbaarheid"): (MANY, 200, 403, 200),
}


async def test_each_key_opens_what_it_is_for_and_no_key_opens_nothing(app: Outer) -> None:
    both, look, say = [await a_new_key(app, s) for s in (("read_offers", "say_availability"), ("read_offers",),
                                                         ("say_availability",))]  # fmt: skip
    revoked = await a_new_key(app)
    async with app.house.database.writing(FEMKE_HERSELF) as session:
        record = (await session.exec(select(AccessKey).where(AccessKey.key == revoked.split("_")[1]))).one()
        record.revoked_at = clock.now()
    wrong = both[:-3] + "xxx"
    for (method, path), (body, *expected) in TABLE.items():
        met = []
        for key in (both, look, say, "", wrong, revoked):
            async with system(app, key) as software:
                answer = await software.request(method, path, json=body)
                met.append(answer.status_code)
                assert answer.headers["cache-control"] == "no-store"
                assert "set-cookie" not in answer.headers
                if answer.status_code == 401:
                    assert answer.headers["www-authenticate"].startswith("Bearer")
        assert met == [*expected, 401, 401, 401], (method, path)


async def test_every_key_that_does_not_hold_is_answered_with_the_same_words(app: Outer) -> None:
    key = await a_new_key(app)
    said = set()
    for wrong in ("", "x", key[:-1], key[:-3] + "xxx", f"hk_{'0' * 20}_{'A' * 43}"):
        async with system(app, wrong) as software:
            answer = await software.get("/api/v1/aanbod")
            said.add((answer.status_code, answer.text))
    for header in (f"Basic {key}", key, "Bearer", f"Bearer {key} {key}"):
        async with system(app, authorization=header) as software:
            answer = await software.get("/api/v1/aanbod")
            said.add((answer.status_code, answer.text))
    assert len(said) == 1


async def test_who_keeps_sending_wrong_keys_is_told_how_long_to_wait(app: Outer) -> None:
    key = await a_new_key(app)
    async with system(app, key[:-3] + "xxx") as software:
        answers = [await software.get("/api/v1/aanbod") for _ in range(FREE_BY_ADDRESS + 1)]
    assert [answer.status_code for answer in answers[-2:]] == [401, 429]
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert 25 <= int(answers[-1].headers["retry-after"]) <= 31
    async with system(app, key) as software:
        assert (await software.get("/api/v1/aanbod")).status_code == 200


async def test_who_signed_in_is_nobody_there(app: Outer) -> None:
    femke = await an_account(app.house, "femke", Role.ADMINISTRATOR)
    async with signed_in(app, femke) as browser:
        for method, path in TABLE:
            assert (await browser.request(method, path)).status_code == 401
        page = await browser.get("/api/v1")
    assert "Femke" not in page.text


async def test_offers_are_listed_page_by_page(app: Outer) -> None:
    async with system(app, await a_new_key(app)) as software:
        await software.put(f"/api/v1/aanbod/{GEZIN}/beschikbaarheid", json=SAID)
        first = await software.get("/api/v1/aanbod?aantal=1")
        following = first.json()["volgende"]
        assert first.headers["link"] == f'<{following}>; rel="next"'
        second = await software.get(following)
        assert second.json()["volgende"] is None
        rows = first.json()["aanbod"] + second.json()["aanbod"]
        assert [(row["sleutel"], row["namen"], row["beschikbaarheid"]["stand"]) for row in rows] == [
            (GEZIN, {"nl": "Opvoedhulp"}, "open"), ("wilgenhof-thuis", {"nl": "Gezinshuis"}, None),
        ]  # fmt: skip
        for query in ("aantal=0", "aantal=501", "aantal=x", "aantal=²", "pagina=2", "aantal=" + "9" * 500,
                      "aantal=0000001000000", "aantal=000000001" + "0" * 5000):  # fmt: skip
            assert (await software.get(f"/api/v1/aanbod?{query}")).status_code == 400


@pytest.mark.parametrize("path", ["/api/v1/aanbod", "/en/api/v1/aanbod", "/api/v1/aanbod/"])
async def test_addresses_have_one_spelling_here_too(app: Outer, path: str) -> None:
    async with system(app, await a_new_key(app)) as software:
        assert (await software.get(path)).status_code == (308 if path.endswith("/") else 200)
