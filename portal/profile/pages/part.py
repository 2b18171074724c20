"""One part of a profile, to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import NotFound
from portal.finding.facets import language_names
from portal.profile.actions import Clash, NotNow, save_part, standing
from portal.profile.content import LANGUAGES, MOST, MOST_METHODS, MOST_PICTURES, OLDEST, Text, Values, quality_words
from portal.profile.forms import SPOKEN, functions_known, read_part, read_seen, read_sent, write_seen
from portal.profile.pages.overview import (
    CHANGES,
    HOME,
    NOT_NOW,
    SAVED,
    Asking,
    address_of,
    back_to_overview,
    show_overview,
    title_of,
)
from portal.profile.parts import Part, part_named
from portal.profile.records import Profile
from portal.profile.versions import Desk, own_desk, read_afresh
from portal.profile.wording import QUALITY, VISIBILITY, Speaker
from portal.web.page import page
from portal.web.visit import Visit

FREE_ROWS = 4  # for methods that are not there yet; after saving there are more
PART = f"{HOME}/deel/{{word:str}}"


@dataclass(frozen=True)
class Typed:
    """The form as it is drawn: what stands in it, what is wrong, and what others made of it meanwhile."""

    values: Values
    seen: str
    errors: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)  # by field, in words
    by: str = ""


@get(PART, name="profile.part", opt=CHANGES)
async def part_page(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    word: FromPath[str],
) -> Response[str]:
    desk, part = await _found(session, visit, slug, word)
    stands = standing(desk, part)
    return show_part(request, visit, desk, part, Typed(stands.values, write_seen(stands.values, stands.clashes)))


@post(PART, name="profile.save_part", opt=CHANGES, status_code=200)
async def part_sent(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    word: FromPath[str],
) -> Response[str] | Redirect:
    desk, part = await _found(session, visit, slug, word)
    sent = await read_sent(request)
    seen, read = read_seen(sent, part), read_part(part, sent, visit, desk.profile)
    if read.errors:
        typed = Typed(read.values, write_seen(seen.values, seen.clashes), read.errors)
        return show_part(request, visit, desk, part, typed, status=422)
    try:
        clash = await save_part(visit.house, visit.visitor, slug, visit.region, part, read.values, seen)
    except NotNow:
        await read_afresh(session)
        desk = await own_desk(session, visit.visitor, slug, visit.region)
        return show_overview(request, visit, desk, done=NOT_NOW, status=409)
    if clash is not None:
        await read_afresh(session)
        desk = await own_desk(session, visit.visitor, slug, visit.region)
        return show_part(request, visit, desk, part, _beside(clash, Speaker(visit, desk.profile)), status=409)
    return back_to_overview(visit, slug, SAVED)


def _beside(clash: Clash, speaker: Speaker) -> Typed:
    theirs = {name: speaker.value(name, value) for name, value in clash.theirs.items()}
    return Typed(clash.values, write_seen(clash.seen.values, clash.seen.clashes), {}, theirs, clash.by)


async def _found(session: AsyncSession, visit: Visit, slug: str, word: str) -> tuple[Desk, Part]:
    desk = await own_desk(session, visit.visitor, slug, visit.region)
    part = part_named(word, desk.profile)
    if part is None:
        raise NotFound
    return desk, part


def show_part(
    request: Asking,
    visit: Visit,
    desk: Desk,
    part: Part,
    typed: Typed,
    *,
    status: int = 200,
    added: Mapping[str, str] = MappingProxyType({}),
) -> Response[str]:
    """`added`: of a picture that was sent and could not be used, what was typed and what is wrong."""
    speaker = Speaker(visit, desk.profile)
    merged = desk.merged
    return page(
        request,
        visit,
        f"profile/part_{part.kind.value}.html",
        private=True,
        status=status,
        desk=desk,
        provider=desk.provider,
        part=part,
        title=title_of(part, speaker),
        typed=typed,
        labels={name: speaker.label(name) for name in part.of(merged.values)},
        remarks=desk.open.remarks if desk.open else {},
        clashes={name: speaker.value(name, merged.present[name]) for name in merged.clashes if part.has(name)},
        home=address_of(visit, desk.provider.slug),
        most=MOST,
        added=added,
        **_choices(part, desk.profile, visit, typed.values),
    )


def _choices(part: Part, profile: Profile, visit: Visit, typed: Values) -> dict[str, Any]:
    """What can be chosen, as value and words. What is held and no longer on a list can be seen, and taken away."""
    region = profile.region

    def chosen(name: str, known: dict[str, Any]) -> list[tuple[str, str]]:
        left = [(word, word) for word in typed.get(name, ()) if word not in known]
        return [(key, visit.text(item.names)) for key, item in known.items()] + left

    codes = (*SPOKEN, *(code for code in profile.values["languages"] if code not in SPOKEN))
    spoken = sorted(((code, visit.text(language_names(code))) for code in codes), key=lambda one: one[1].casefold())
    prefix = f"offer.{part.offer}"
    return {
        "texts": [text.value for text in Text],
        "in_languages": LANGUAGES,
        "spoken": spoken,
        "sectors": chosen("sectors", region.sectors),
        "quality": [(word, visit.gettext(QUALITY[word])) for word in quality_words()],
        "groups": _people(profile, visit, typed),
        "target_groups": chosen(f"{prefix}.target_groups", region.target_groups),
        "most_pictures": MOST_PICTURES,
        "consent": visit.text(region.region.texts.get("picture_consent")),
        "prefix": prefix,
        "method_rows": range(min(MOST_METHODS, len(typed.get(f"{prefix}.methods", ())) + FREE_ROWS)),
        "oldest": OLDEST,
        "places": [
            {
                "name": f"location.{place.key}",
                "place": place.place,
                "is_home": place.id in profile.homes,
                "choices": [(one.value, visit.gettext(VISIBILITY[one])) for one in profile.choices(place)],
            }
            for place in profile.locations
        ],
    }


def _people(profile: Profile, visit: Visit, typed: Values) -> list[dict[str, Any]]:
    said = {(one["tariff_group"], one["function"]): one["people"] for one in typed.get("functions", ())}
    groups: dict[str, dict[str, Any]] = {}
    for group, function in [*dict.fromkeys([*functions_known(profile), *said])]:
        item, own = profile.region.tariff_groups.get(group), profile.region.functions.get(function)
        held = groups.setdefault(group, {"name": visit.text(item.names) if item else group, "rows": []})
        name = (visit.text(own.names) if own else function) if function else visit.gettext("The group as a whole")
        there, number = (group, function) in said, said.get((group, function))
        row = {"key": f"{group}.{function}", "name": name, "there": there, "people": "" if number is None else number}
        held["rows"].append(row)
    for held in groups.values():
        held["some"] = sum(row["there"] for row in held["rows"])
    return list(groups.values())
