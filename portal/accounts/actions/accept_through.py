"""Accepting an invitation with a service that vouches for somebody, instead of choosing a password.

The invitation proves the mail address, and the service who they are from then on.
"""

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.access import mail_address
from portal.accounts.actions.accept import NotAccepted, join, opened
from portal.accounts.actions.sign_in import Coming, Entered, begin_for
from portal.accounts.actions.through_service import Vouched, actor_for, identity_of, link_to, name_for
from portal.accounts.people import invited_address
from portal.accounts.services.journey import Journey
from portal.accounts.services.known import Service
from portal.accounts.services.rules import apply, wanted_by
from portal.model import Account, Invitation
from portal.secrecy import public_key
from portal.web.house import House


async def is_known(house: House, service: Service, vouched: Vouched) -> bool:
    """Whether they have an account here: then they accept with that, if the invitation is for it."""
    async with house.database.reading() as session:
        return await identity_of(session, service, vouched.print) is not None


async def accept_through(
    house: House, service: Service, journey: Journey, vouched: Vouched, coming: Coming
) -> tuple[Entered, Invitation]:
    """With an account that is made for them. Raises NotAccepted."""
    try:
        async with house.database.writing(actor_for(service)) as session:
            now_open = await opened(session, journey.invitation, to_accept=True)
            if now_open.invitation is None or now_open.account is not None:
                raise NotAccepted
            email = invited_address(house.secrecy, now_open.invitation)
            if not email:
                raise NotAccepted
            account = Account(
                key=public_key(),
                name=name_for(service, vouched, journey.language),
                email_sealed=mail_address.seal(house.secrecy, email),
                email_print=now_open.invitation.email_print,
                language=now_open.invitation.language,
                created=clock.now(),
            )
            session.add(account)
            await session.flush()
            await join(session, account, now_open.invitation)
            await link_to(session, service, account, vouched.print)
            await apply(
                session, service.said, account, await wanted_by(session, service.said, vouched.claims, house.regions)
            )
            entered = await begin_for(
                session, house, account, coming, second_factor=vouched.second_factor, through=service.key
            )
            return entered, now_open.invitation
    except IntegrityError as problem:  # somebody made the account, or linked the service, in this same moment
        raise NotAccepted from problem
