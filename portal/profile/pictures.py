"""Pictures of a provider: adding one to the draft, and who may see which."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, delete, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import NotFound, SecondFactorNeeded, Visitor
from portal.access.fetch import provider_for
from portal.model import Picture, PictureFile, ProfileState, ProfileVersion, Provider
from portal.profile.actions import NotNow, begin, put_part
from portal.profile.content import MOST_PICTURES
from portal.profile.imaging import Made
from portal.profile.parts import Kind, Part
from portal.profile.versions import APPROVE, CHANGE, own_desk
from portal.regions import RegionData
from portal.secrecy import public_key
from portal.web.house import House
from portal.web.language import N_

MOST_KEPT = 150  # of one provider, with those of all its versions


FULL = N_("There are %(most)s pictures already. Take one away first.")
WAIT = N_("Of yours %(most)s pictures are kept, with those that nobody sees any more. These go after a month.")
UNUSED_FOR = timedelta(days=30)


class TooManyPictures(Exception):
    """`sentence` says what can be done; `most`, how many there may be."""

    def __init__(self, sentence: str, most: int) -> None:
        super().__init__(sentence)
        self.sentence, self.most = sentence, most


@dataclass(frozen=True)
class Seen:
    """A picture at one width, and whether it is everybody's to see."""

    content: bytes
    public: bool


async def add_picture(
    house: House, visitor: Visitor, slug: str, region: RegionData, made: Made, alt: dict[str, str]
) -> None:
    """At the end of the row. Raises NotNow, TooManyPictures."""
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        desk = await own_desk(session, visitor, slug, region, to_write=True)
        if not desk.may_edit:
            raise NotNow
        held = desk.merged.values["pictures"]
        if len(held) >= MOST_PICTURES:
            raise TooManyPictures(FULL, MOST_PICTURES)
        if len(desk.profile.pictures) >= MOST_KEPT:
            raise TooManyPictures(WAIT, MOST_KEPT)
        who, now = visitor.account_id or 0, clock.now()
        picture = Picture(
            key=public_key(),
            provider_id=desk.provider.id or 0,
            width=made.width,
            height=made.height,
            added_by=who,
            added_at=now,
        )
        session.add(picture)
        await session.flush()
        for width, content in made.files.items():
            session.add(PictureFile(picture_id=picture.id or 0, width=width, content=content))
        version = desk.open or await begin(session, visitor, desk)
        put_part(version, desk, Part(Kind.PICTURES), {"pictures": [*held, {"key": picture.key, "alt": alt}]})
        version.changed_by, version.changed_at = who, now


async def picture_for(session: AsyncSession, visitor: Visitor, key: str, width: int) -> Seen:
    """What is not approved is seen by who changes the profile, and by who is asked to approve it. Raises NotFound."""
    statement = (
        select(Picture, Provider.slug)
        .join(Provider, col(Provider.id) == col(Picture.provider_id))
        .where(Picture.key == key)
    )
    found = (await session.exec(statement)).first()
    if found is None:
        raise NotFound
    picture, slug = found
    if not (picture.shown or await _may_see(session, visitor, picture, slug)):
        raise NotFound
    asked = select(PictureFile.content).where(PictureFile.picture_id == picture.id, PictureFile.width == width)
    content = (await session.exec(asked)).first()
    if content is None:
        raise NotFound
    return Seen(content, picture.shown)


async def _may_see(session: AsyncSession, visitor: Visitor, picture: Picture, slug: str) -> bool:
    try:
        await provider_for(session, visitor, slug, CHANGE)
    except (NotFound, SecondFactorNeeded):
        pass
    else:
        return True
    try:
        await provider_for(session, visitor, slug, APPROVE)
    except (NotFound, SecondFactorNeeded):
        return False
    regions = [belonging.region_id for _, belonging in visitor.reach(APPROVE)]
    sent = select(ProfileVersion).where(
        ProfileVersion.open_for == picture.provider_id,
        ProfileVersion.state == ProfileState.SENT,
        col(ProfileVersion.region_id).in_(regions),
    )
    version = (await session.exec(sent)).first()
    return version is not None and picture.key in {one["key"] for one in version.content["pictures"]}


async def forget_pictures(session: AsyncSession) -> None:
    """Those that visitors do not see and that no version holds which is open, or was changed or decided on lately. An
    older version can still be restored, without them."""
    since = clock.now() - UNUSED_FOR
    hidden = select(Picture).where(col(Picture.shown).is_(False), col(Picture.added_at) < since)
    pictures = (await session.exec(hidden.order_by(col(Picture.id)))).all()
    if not pictures:
        return
    lately = or_(
        col(ProfileVersion.open_for).is_not(None),
        col(ProfileVersion.changed_at) > since,
        col(ProfileVersion.decided_at) > since,
    )
    whose = {picture.provider_id for picture in pictures}
    asked = select(ProfileVersion.content).where(col(ProfileVersion.provider_id).in_(sorted(whose)), lately)
    used = {one["key"] for content in (await session.exec(asked)).all() for one in content.get("pictures", ())}
    gone = [picture for picture in pictures if picture.key not in used]
    files = [picture.id for picture in gone]
    await session.exec(delete(PictureFile).where(col(PictureFile.picture_id).in_(files)))
    for picture in gone:
        await session.delete(picture)
