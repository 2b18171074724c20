"""Letters to print: with a notice, and without an account for any offer. What only it says is filled in by hand."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission
from portal.access.fetch_referrals import referral_for
from portal.finding.referral_block import ROUTES
from portal.model import Role
from portal.referral.desks import made_by
from portal.referral.letter import BLANKS, letter_to
from portal.referral.routes import has_budget
from portal.referral.sending import offered
from portal.referral.words import AGES, help_named
from portal.referrer_area.pages.home import REFERRING
from portal.referrer_area.pages.notices import NOTICE
from portal.referrer_area.queries import lying_of
from portal.shortlist.actions import read_list
from portal.shortlist.holding import Asking, holding, shared_in
from portal.shortlist.queries import known_today
from portal.web.address import link
from portal.web.entrance import OWN_LIST
from portal.web.errors import NotFound
from portal.web.page import page
from portal.web.qr import drawn
from portal.web.visit import Visit

OFFER = "aanbod"  # query name
PUBLIC_LETTER = "/verwijsbrief"


@get(f"{NOTICE}/brief", name="referrer_area.letter", opt=REFERRING)
async def letter(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str]:
    referral = await referral_for(session, visit.visitor, key, Permission.REFER, visit.region.id)
    lies = (await lying_of(session, [referral], visit.region)).get(referral.id or 0, ())
    lying = [one for one in lies if one.is_open]
    known = await known_today(session, [one.application.offer for one in lying], visit.region, visit.regions)
    held = shared_in(request, visit)
    opened = await read_list(session, visit.region, held) if held is not None else None
    code = held.code if held is not None and opened is not None and key in opened.content.referrals else None
    address = visit.absolute(link(visit.language, f"{OWN_LIST}/openen"))
    by = await made_by(session, referral, visit.region)
    answer = page(
        request,
        visit,
        "referrer_area/letter.html",
        private=True,
        referral=referral,
        what=help_named(referral, visit.region),
        budget=visit.region.budgets.get(referral.budget),
        budgeted=has_budget(referral, visit.region),
        by_gi=referral.role is Role.GI,
        age=AGES[referral.age_band],
        town=visit.region.municipalities.get(referral.municipality),
        letters=[letter_to(known[one.application.offer].offer) for one in lying if one.application.offer in known],
        by=by.name,
        agb=by.agb,
        route=ROUTES.get(referral.route, ROUTES["unknown"]),
        blanks=BLANKS,
        code=code,
        address=address,
        drawing=drawn(f"{address}#{code.written}") if code is not None else None,
        today=clock.today(),
    )
    return holding(request, visit, answer, held) if held is not None and opened is not None else answer


@get(
    PUBLIC_LETTER,
    name="referrer_area.public_letter",
    opt={"permission": Permission.SEE_CATALOGUE, "kept": (OFFER,), "sitemap": False},
)
async def public_letter(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    """Without an offer, of help that is still to be chosen."""
    offer = dict(visit.query).get(OFFER, "")[:80]
    known = (await offered(session, offer, visit.region, visit.regions))[0] if offer else None
    if known is None:
        raise NotFound
    return page(
        request,
        visit,
        "referrer_area/public_letter.html",
        letter=letter_to(known.offer),
        slug=known.provider.slug,
        route=ROUTES.get(known.offer.referral.answer, ROUTES["unknown"]),
        blanks=BLANKS,
        today=clock.today(),
    )
