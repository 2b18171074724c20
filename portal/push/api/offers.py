"""One offer: what stands of it, and saying something else. And which offers there are."""

from litestar import Response, get, put
from litestar.params import FromPath

from portal.access import Permission
from portal.availability import Happened, SayRow, say
from portal.model import SaidBy, Scope
from portal.push.api import bodies
from portal.push.api.outcomes import DID, refused
from portal.push.api.own_offers import own_offers, what_stands_of
from portal.push.api.reading import Asking, answered, body_of, etag, key_of, read, seen_in
from portal.push.api.refusals import NoSuchOffer, WrongQuestion
from portal.push.keys import still_holds
from portal.web.address import link, number_in, read_query
from portal.web.house import House

AVAILABILITY = "/api/v1/aanbod/{key:str}/beschikbaarheid"
OFFERS = "/api/v1/aanbod"
BY_KEY = {"permission": Permission.USE_KEY}
AFTER, HOW_MANY = "na", "aantal"  # query names
USUAL, MOST = 100, 500  # offers on a page


@get(AVAILABILITY, name="push.availability", opt=BY_KEY)
async def what_stands(request: Asking, key: FromPath[str]) -> Response[bytes]:
    held = await key_of(request, Scope.READ_OFFERS)
    house: House = request.app.state.house
    async with house.database.reading() as session:
        now = await what_stands_of(session, held.provider_id, key)
    if now is None:
        raise NoSuchOffer
    tag = etag(now.version)
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(b"", status_code=304, headers={"etag": tag})
    return answered(now, {"etag": tag})


@put(AVAILABILITY, name="push.say_availability", opt=BY_KEY)
async def say_availability(request: Asking, key: FromPath[str]) -> Response[bytes]:
    held = await key_of(request, Scope.SAY_AVAILABILITY)
    seen = seen_in(request)
    said = read(bodies.Stated, await body_of(request))
    house: House = request.app.state.house
    async with house.database.writing(held.actor) as session:
        await still_holds(session, held)
        outcome = await say(session, [SayRow(key, said, seen)], SaidBy.KEY, [held.provider_id])
    row = outcome.rows[0]
    if row.happened == Happened.UNKNOWN:
        raise NoSuchOffer
    if not row.well:
        raise refused([row], [""])
    done = bodies.done_of(key, row.stands, DID[row.happened])
    return answered(done, {"etag": etag(done.version)})


@get(OFFERS, name="push.own_offers", opt=BY_KEY)
async def offers_of_key(request: Asking) -> Response[bytes]:
    held = await key_of(request, Scope.READ_OFFERS)
    after, most = _which(dict(read_query(request.scope["query_string"])))
    house: House = request.app.state.house
    async with house.database.reading() as session:
        offers, more = await own_offers(session, house.regions, held.provider_id, after, most)
    if not more:
        return answered(bodies.OwnOffers(offers=offers, following=None))
    following = link("nl", OFFERS, [(HOW_MANY, str(most)), (AFTER, offers[-1].key)])
    headers = {"link": f'<{following}>; rel="next"'}
    return answered(bodies.OwnOffers(offers=offers, following=following), headers)


def _which(query: dict[str, str]) -> tuple[str, int]:
    """Raises WrongQuestion."""
    most = number_in(query.get(HOW_MANY, str(USUAL)), MOST)
    if not most or query.keys() - {AFTER, HOW_MANY}:
        raise WrongQuestion
    return query.get(AFTER, "")[: bodies.LONGEST_KEY], most
