"""What who refers does on a family's list that is open to them: an option and a remark in their own name, what the
family told them, and the notice that was made."""

from functools import partial

from portal import clock
from portal.regions import RegionData
from portal.shortlist.actions import change_list, make_list
from portal.shortlist.content import Content, Remark
from portal.shortlist.held import Held, Helper
from portal.web.house import House

MOST_REMARKS = 10  # of one offer


class NoRoom(Exception):
    """As many remarks stand at this offer as a list holds: none of them makes room for another."""


async def remark_on(house: House, region: RegionData, held: Held, offer: str, text: str) -> bool:
    """False where the list is gone. Raises NoRoom."""
    assert held.by is not None
    remark = Remark(by=held.by.name, text=text, at=clock.now())
    return await change_list(house, region, held, partial(_remarked, offer, remark), aside=True)


async def told_choice(house: House, region: RegionData, held: Held, offer: str) -> bool:
    """The family said it, such as by telephone: who was told so stands with it."""
    assert held.by is not None
    return await change_list(house, region, held, partial(_chosen, offer, held.by.name), aside=True)


async def tie_notice(house: House, region: RegionData, held: Held, key: str) -> bool:
    """From now on the family follows it by their code."""
    return await change_list(house, region, held, partial(_with_notice, key), aside=True)


async def list_for_notice(house: House, region: RegionData, key: str, by: Helper) -> Held:
    """A list of their own for a family that has none open, to follow the notice by."""
    return await make_list(house, region, Content(referrals=[key]), "", by)


def _remarked(offer: str, remark: Remark, content: Content) -> Content:
    item = content.item(offer)
    if item is not None and len(item.remarks) >= MOST_REMARKS:
        raise NoRoom
    items = [
        item.model_copy(update={"remarks": [*item.remarks, remark]}) if item.offer == offer else item
        for item in content.items
    ]
    return content.model_copy(update={"items": items})


def _chosen(offer: str, told_to: str, content: Content) -> Content:
    return content.choosing(offer, told_to)


def _with_notice(key: str, content: Content) -> Content:
    if key in content.referrals:
        return content
    return content.model_copy(update={"referrals": [*content.referrals, key]})
