"""What people are told of by mail because time goes on: what fades, what ends, what waits too long for an answer.

Each writes down in one transaction what was told and the mail that tells it: looked at as often as you like, told once.
"""

from collections.abc import Awaitable, Callable

from portal.database import Database
from portal.jobs.late_profiles import tell_of_late_profiles
from portal.jobs.remind import remind
from portal.measured.doubting import tell_of_doubts
from portal.referral.fit_overdue import tell_of_late_questions
from portal.referral.overdue import tell_of_late_answers
from portal.referral.returning import return_applications
from portal.referral.unreached import tell_of_unreached
from portal.regions import Regions
from portal.seen.telling import tell_of_reports
from portal.settings import Settings
from portal.stops.reminding import remind_of_ends
from portal.trouble import alone

Teller = Callable[[Database, Settings, Regions], Awaitable[object]]
TELLERS: tuple[Teller, ...] = (
    remind,
    remind_of_ends,
    tell_of_doubts,
    tell_of_late_profiles,
    tell_of_reports,
    return_applications,
    tell_of_late_answers,
    tell_of_late_questions,
    tell_of_unreached,
)


async def tell_news(database: Database, settings: Settings, regions: Regions) -> None:
    """One of them that fails keeps the others from nothing; a database that is away does."""
    for tell in TELLERS:
        with alone("news_not_told", of=tell.__name__):
            await tell(database, settings, regions)
