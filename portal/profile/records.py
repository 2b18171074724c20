"""A provider's profile as the records hold it now, and writing one into them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.indexing.records import forms_at
from portal.model import Location, Offer, Picture, Provider, ProviderFunction, QualityAspect, Visibility
from portal.model.lasting import works_for
from portal.model.visibility import children_live_at
from portal.profile.content import (
    LANGUAGES,
    AboutTexts,
    AltTexts,
    ApproachTexts,
    AtWork,
    IdentityTexts,
    LocationContent,
    Method,
    OfferContent,
    OfferTexts,
    PictureContent,
    ProfileContent,
    Values,
    flat,
)
from portal.regions import RegionData


@dataclass
class Profile:
    """The records of one provider in one region that a profile is made of."""

    provider: Provider
    region: RegionData
    offers: Sequence[Offer] = ()  # of the region, that are offered now
    locations: Sequence[Location] = ()
    functions: list[ProviderFunction] = field(default_factory=list)
    pictures: Sequence[Picture] = ()  # all there are, shown or not
    homes: frozenset[int] = frozenset()  # locations where children live or stay
    contracted: bool = True  # now, or to come

    @cached_property
    def values(self) -> Values:
        """What stands, field by field."""
        return flat(
            ProfileContent.model_construct(
                about=_texts(AboutTexts, self.provider.about),
                approach=_texts(ApproachTexts, self.provider.approach),
                identity=_texts(IdentityTexts, self.provider.identity),
                languages=sorted(self.provider.languages),
                sectors=sorted(self.provider.sectors),
                quality=[word.value for word in QualityAspect if word in self.provider.quality],
                functions=_at_work(self.functions),
                pictures=[_picture(one) for one in sorted(self.pictures, key=_in_order) if one.shown],
                offer={offer.key: _offer(offer) for offer in self.offers},
                location={place.key: self._location(place) for place in self.locations},
            )
        )

    def _location(self, place: Location) -> LocationContent:
        finest = self.choices(place)[0]
        shown = finest if place.visibility not in self.choices(place) else place.visibility
        return LocationContent.model_construct(name=place.name, visibility=shown.value)

    def choices(self, place: Location) -> Sequence[Visibility]:
        """How finely it may be shown, the finest first: a home of children never with its address."""
        every = tuple(Visibility)
        return every[1:] if place.id in self.homes else every

    def offer(self, key: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.key == key), None)

    def location(self, key: str) -> Location | None:
        return next((place for place in self.locations if place.key == key), None)


def _in_order(picture: Picture) -> tuple[int, str]:
    return picture.position, picture.key


def _texts(kind: Any, said: Mapping[str, str]) -> Any:
    """As it stands, longer than our forms allow if it came from elsewhere."""
    return kind.model_construct(**{language: said.get(language, "") for language in LANGUAGES})


def _at_work(rows: Iterable[ProviderFunction]) -> list[AtWork]:
    said = [AtWork.model_construct(tariff_group=r.tariff_group, function=r.function, people=r.people) for r in rows]
    return sorted(said, key=lambda one: (one.tariff_group, one.function))


def _picture(picture: Picture) -> PictureContent:
    return PictureContent.model_construct(key=picture.key, alt=_texts(AltTexts, picture.alt))


def _offer(offer: Offer) -> OfferContent:
    methods = [
        Method.model_construct(name=str(one["name"]), recognised=bool(one.get("recognised")))
        for one in offer.methods
        if one.get("name")
    ]
    return OfferContent.model_construct(
        about=_texts(OfferTexts, offer.about),
        methods=methods,
        target_groups=sorted(offer.target_groups),
        age_from=offer.age_from,
        age_to=offer.age_to,
    )


async def profile_of(session: AsyncSession, provider: Provider, region: RegionData) -> Profile:
    """Whether children live somewhere is told by every offer, shown or not, of whichever region."""
    number = provider.id or 0
    offers = (await session.exec(select(Offer).where(Offer.provider_id == number).order_by(col(Offer.key)))).all()
    places = (await session.exec(_of(Location, number).order_by(col(Location.key)))).all()
    functions = (await session.exec(_of(ProviderFunction, number).order_by(col(ProviderFunction.id)))).all()
    pictures = (await session.exec(_of(Picture, number).order_by(col(Picture.id)))).all()
    contracted = select(Provider.id).where(Provider.id == number, works_for(number, region.id, clock.today()))
    return Profile(
        provider,
        region,
        [offer for offer in offers if offer.published and offer.region_id == region.id],
        places,
        list(functions),
        pictures,
        homes_of(offers, region),
        (await session.exec(contracted)).first() is not None,
    )


def _of(kind: Any, provider_id: int) -> Any:
    return select(kind).where(kind.provider_id == provider_id)


def homes_of(offers: Sequence[Offer], region: RegionData) -> frozenset[int]:
    return frozenset(number for number, forms in forms_at(offers).items() if children_live_at(forms, region.forms))


def put_in(profile: Profile, values: Values) -> list[ProviderFunction]:
    """Writes into the records what is different from what stands there, and nothing else. Gives the functions that
    are new; those that went are no longer in `profile.functions`. Serves what is only shown as well."""
    changed = {name: value for name, value in values.items() if profile.values.get(name) != value}
    offers = {offer.key: offer for offer in profile.offers}
    places = {place.key: place for place in profile.locations}
    added: list[ProviderFunction] = []
    for name, value in changed.items():
        match name.split("."):
            case ["offer", key, *rest] if key in offers:
                _set(offers[key], rest, value)
            case ["location", key, "visibility"] if key in places:
                places[key].visibility = Visibility(value)
            case ["location", key, *rest] if key in places:
                _set(places[key], rest, value)
            case ["functions"]:
                added = _put_functions(profile, value)
            case ["pictures"]:
                put_pictures(profile.pictures, value)
            case [_, *_] as path:
                _set(profile.provider, path, value)
    return added


def _set(record: Any, path: Sequence[str], value: Any) -> None:
    """Always another object: a record that looks changed only inside would not be written."""
    if len(path) == 1:
        setattr(record, path[0], value)
        return
    texts = {**getattr(record, path[0]), path[1]: value}
    setattr(record, path[0], {language: text for language, text in texts.items() if text})


def _put_functions(profile: Profile, said: Sequence[Mapping[str, Any]]) -> list[ProviderFunction]:
    wished = {(one["tariff_group"], one["function"]): one["people"] for one in said}
    kept = [row for row in profile.functions if (row.tariff_group, row.function) in wished]
    for row in kept:
        row.people = wished.pop((row.tariff_group, row.function))
    added = [
        ProviderFunction(provider_id=profile.provider.id or 0, tariff_group=group, function=function, people=people)
        for (group, function), people in wished.items()
    ]
    profile.functions[:] = [*kept, *added]
    return added


def put_pictures(pictures: Iterable[Picture], said: Sequence[Mapping[str, Any]]) -> None:
    wished = {one["key"]: (place, one["alt"]) for place, one in enumerate(said)}
    for picture in pictures:
        picture.shown = picture.key in wished
        if picture.shown:
            picture.position, alt = wished[picture.key]
            picture.alt = {language: text for language, text in alt.items() if text}
