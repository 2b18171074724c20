"""What tests of sending share."""

from datetime import timedelta

from portal import clock
from portal.database import Database
from portal.jobs.send_mail import Postman
from portal.model import Mail
from tests.mail.writing import rows

FROM = "Hulpkeuze <post@oost.example>"


async def later(postman: Postman, pause: timedelta) -> None:
    with clock.stopped_at(clock.now() + pause):
        await postman.send_all()


async def the_mail(database: Database) -> Mail:
    (mail,) = await rows(database)
    return mail
