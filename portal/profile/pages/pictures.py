"""Adding a picture, and the pictures themselves."""

import re

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import NotFound, Permission
from portal.access.kept_form import AGAIN
from portal.profile.actions import NotNow, standing
from portal.profile.content import LANGUAGES
from portal.profile.forms import Read, read_alt, write_seen
from portal.profile.imaging import LARGEST_FILE, NO_FILE, WIDTHS, NotUsable, made_of
from portal.profile.pages.overview import CHANGES, HOME, NOT_NOW, Asking, address_of, show_overview
from portal.profile.pages.part import Typed, show_part
from portal.profile.parts import Kind, Part
from portal.profile.pictures import TooManyPictures, add_picture, picture_for
from portal.profile.versions import own_desk, read_afresh
from portal.web.characters import one_line
from portal.web.errors import BadRequest
from portal.web.language import N_
from portal.web.plain_routes import A_YEAR
from portal.web.sent_file import FILE, file_in, missing_file
from portal.web.visit import Visit

PART = Part(Kind.PICTURES)
LARGEST_BODY = LARGEST_FILE + 200_000  # bytes: a little too large is told in place
CONSENT = N_("Say whether children can be recognised. Without consent the picture cannot be used.")
ALLOWED = ("nee", "toestemming")
_NAME = re.compile(rf"([a-z0-9]{{1,80}})-({'|'.join(str(width) for width in WIDTHS)})\.webp")


@post(f"{HOME}/fotos", name="profile.add_picture", opt=CHANGES, status_code=200, request_max_body_size=LARGEST_BODY)
async def picture_added(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    desk = await own_desk(session, visit.visitor, slug, visit.region)
    form = await _form(request)
    alt = {language: one_line(str(form.get(f"alt.{language}") or "")) for language in LANGUAGES}
    children = str(form.get("kinderen") or "")
    read = Read(visit=visit)
    read_alt(read, alt)
    if children not in ALLOWED:
        read.wrong("pictures", CONSENT)
    if missing := missing_file(form, NO_FILE):
        read.wrong("pictures", missing)
    error = read.errors.get("pictures", "")
    await session.commit()  # no connection is held while a picture is made
    try:
        if not error:
            made = await made_of(await file_in(form))
            await add_picture(visit.house, visit.visitor, slug, visit.region, made, alt)
    except NotUsable as problem:
        error = visit.gettext(problem.sentence, **problem.filled)
    except TooManyPictures as problem:
        error = visit.gettext(problem.sentence, most=problem.most)
    except NotNow:
        await read_afresh(session)
        desk = await own_desk(session, visit.visitor, slug, visit.region)
        return show_overview(request, visit, desk, done=NOT_NOW, status=409)
    if error:
        stands = standing(desk, PART)
        typed = Typed(stands.values, write_seen(stands.values, stands.clashes))
        added = {"error": error, "kinderen": children, **alt}
        return show_part(request, visit, desk, PART, typed, status=422, added=added)
    return Redirect(address_of(visit, slug, "deel", PART.word), status_code=303)


async def _form(request: Asking) -> dict[str, object]:
    try:
        sent = await request.form()
    except (LookupError, ValueError) as unreadable:
        raise BadRequest from unreadable
    return {name: sent.get(name) for name in (FILE, AGAIN, "kinderen", *(f"alt.{code}" for code in LANGUAGES))}


@get("/beelden/{name:str}", name="profile.picture", opt={"permission": Permission.SEE_CATALOGUE})
async def picture_file(
    visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], name: FromPath[str]
) -> Response[bytes]:
    """Never changed: another picture has another key."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise NotFound
    seen = await picture_for(session, visit.visitor, found[1], int(found[2]))
    return Response(
        seen.content, media_type="image/webp", headers={"cache-control": A_YEAR if seen.public else "no-store"}
    )
