"""Of a non-acceptance the toegang hears by its own task where it decided on the help or on its budget; else as who may
say so agreed: the family, and in the forced frame the GI."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from portal.model import Application, ApplicationState, DirectedBy, Frame, Referral, ReferralState
from portal.referral.by_family import Wish, choose_other
from portal.referral.returning import return_applications
from portal.web.house import House
from portal.web.outer import Outer
from tests.catalogue.reading import text_of
from tests.screening.conftest import People
from tests.screening.screening import at, declines, lies_here, stands, told
from tests.staff import FEMKE_HERSELF, signed_in

A = ApplicationState
FORCED = {"frame": Frame.FORCED}
DECIDED = {"decision": "agreed", "decided_at": datetime(2026, 11, 20, 12, tzinfo=UTC)}
ON_ITS_DESK = {"state": A.BUDGET}
TABLE: list[Any] = [
    pytest.param({}, {}, False, id="nobody agreed"),
    pytest.param({"tell_toegang": True}, {}, True, id="the family agreed"),
    pytest.param(FORCED, {}, False, id="the GI did not"),
    pytest.param({**FORCED, "tell_toegang": True}, {}, True, id="the GI agreed"),
    pytest.param(DECIDED, {}, True, id="the toegang decided"),
    pytest.param({**FORCED, **DECIDED}, {}, True, id="the toegang allocated"),
    pytest.param({"directed_by": DirectedBy.TOEGANG}, {}, True, id="the toegang arranged"),
    pytest.param({"directed_by": DirectedBy.PROVIDER}, {}, True, id="the toegang let another arrange"),
    pytest.param({}, ON_ITS_DESK, True, id="the toegang was to decide on the budget"),
]


async def lies(house: House, referral: dict[str, Any], **about: Any) -> Application:
    """At De Wilgenhof, with the referral where its application is."""
    one = await lies_here(house, referral=referral, **about)
    if about.get("state") is A.BUDGET:
        async with house.database.writing(FEMKE_HERSELF) as session:
            (await session.exec(select(Referral))).one().state = ReferralState.BUDGET
    return one


@pytest.mark.parametrize(("referral", "about", "hears"), TABLE)
async def test_of_a_decline(
    house: House, app: Outer, people: People, referral: dict[str, Any], about: dict[str, Any], hears: bool
) -> None:
    one = await lies(house, referral, **about)
    async with signed_in(app, people["piet"]) as piet:
        sure = text_of((await declines(piet, one, doe="bekijk")).text)
        assert ("De toegang van de gemeente" in sure) is hears
        assert ("Niet de toegang: de GI" in sure) is (not hears and referral.get("frame") is Frame.FORCED)
        assert ("Niet de toegang: het gezin" in sure) is (not hears and "frame" not in referral)
        assert (await declines(piet, one)).status_code == 303
        assert (await piet.get(at(one))).status_code == 200
    assert [who for who, _ in await told(house)] == (["bram", "yusuf"] if hears else ["bram"])


@pytest.mark.parametrize(("referral", "about", "hears"), [one for one in TABLE if "frame" not in one.values[0]])
async def test_of_a_family_that_chooses_another(
    house: House, people: People, referral: dict[str, Any], about: dict[str, Any], hears: bool
) -> None:
    one = await lies(house, referral, **about)
    _, of = await stands(house, one)
    await choose_other(house, house.regions.by_key["rivierland"], Wish(of.key, of.version, one.key))
    assert ("yusuf" in [who for who, _ in await told(house)]) is hears


@pytest.mark.parametrize(("referral", "about", "hears"), TABLE)
async def test_of_what_comes_back(
    house: House, people: People, referral: dict[str, Any], about: dict[str, Any], hears: bool
) -> None:
    await lies(house, referral, **{"offer": "weg", **about})
    assert await return_applications(house.database, house.settings, house.regions) == 1
    assert ("yusuf" in [who for who, _ in await told(house)]) is hears
