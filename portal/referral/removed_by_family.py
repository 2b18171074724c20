"""What a family removes together with its list: notices that are over. What runs is needed by who helps; where the GI
decides, it keeps a notice for its own task. Of these the family reads who has them, until when and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.model import Frame, Referral
from portal.referral.download import Followed, referrals_of
from portal.referral.removal import remove_counted
from portal.referral.states import CLOSED, OVER
from portal.referral.withdrawing import is_theirs_to_withdraw
from portal.regions import RegionData
from portal.shortlist.actions import A_FAMILY
from portal.web.house import House


class Why(StrEnum):
    OPEN = "open"  # it may be withdrawn, and then it goes as well
    RUNS = "runs"
    GI = "gi"


@dataclass(frozen=True)
class Stays:
    notice: Followed
    why: Why
    providers: Sequence[str]  # that have it now
    until: date | None  # None: it is not over yet


def goes(referral: Referral) -> bool:
    return referral.state in CLOSED and referral.frame is not Frame.FORCED


def staying(notices: Iterable[Followed], region: RegionData) -> list[Stays]:
    return [_stays(one, region) for one in notices if not goes(one.referral)]


def _stays(notice: Followed, region: RegionData) -> Stays:
    referral = notice.referral
    why = Why.OPEN if is_theirs_to_withdraw(referral) else Why.GI if referral.frame is Frame.FORCED else Why.RUNS
    kept = timedelta(days=region.terms.referral_kept_days)
    providers = dict.fromkeys(name for one, name in notice.applications if one.state not in OVER)
    return Stays(notice, why, list(providers), referral.closed_on + kept if referral.closed_on else None)


async def remove_over(house: House, region: RegionData, keys: Sequence[str]) -> int:
    """How many. `keys`: of the notices that their list knows. Only numbers remain."""
    async with house.database.writing(A_FAMILY) as session:
        found = [one for one in await referrals_of(session, region, keys, hold=True) if goes(one)]
        await remove_counted(session, region.id, found)
    return len(found)
