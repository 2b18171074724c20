"""The rules in tables: a draft beside what stands, and how full a profile is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from portal.model import Location, Offer, Provider, Visibility
from portal.profile.content import content_of, flat
from portal.profile.merging import looked_at, merge
from portal.profile.parts import Kind, Part, fullness
from portal.profile.records import Profile, homes_of
from portal.profile.wording import compared
from tests.web.house import a_region


@pytest.mark.parametrize(
    ("base", "draft", "present", "value", "changes", "clash"),
    [
        ("a", "a", "a", "a", False, False),
        ("a", "b", "a", "b", True, False),  # only the draft
        ("a", "a", "c", "c", False, False),  # only the records
        ("a", "b", "b", "b", False, False),  # both the same
        ("a", "b", "c", "b", True, True),  # both, differently
        (["nl"], ["nl", "ar"], ["nl"], ["nl", "ar"], True, False),
    ],
)
def test_each_field_goes_its_own_way(
    base: Any, draft: Any, present: Any, value: Any, changes: bool, clash: bool
) -> None:
    merged = merge({"f": base}, {"f": draft}, {"f": present})
    assert merged.values == {"f": value}
    assert (bool(merged.changes), bool(merged.clashes)) == (changes, clash)


def test_what_is_there_no_more_is_left_out_and_what_is_new_stays_as_it_is() -> None:
    merged = merge({"old": 1, "same": 1}, {"old": 2, "same": 1}, {"new": 3})
    assert (merged.values, merged.gone) == ({"new": 3}, ("old",))


fields = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))


@given(fields, fields, fields)
def test_who_looked_at_everything_leaves_no_clash(
    base: dict[str, int], draft: dict[str, int], present: dict[str, int]
) -> None:
    merged = merge(base, draft, present)
    settled = merge(looked_at(base, merged.values, present), merged.values, present)
    assert settled.clashes == ()
    assert settled.values == merged.values


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_what_is_marked_adds_up_to_both(old: list[str], new: list[str]) -> None:
    gone, came = compared(old, new)
    assert [one.text for one in gone] == old
    assert [one.text for one in came] == new
    assert [one.text for one in gone if not one.kind] == [one.text for one in came if not one.kind]


@pytest.mark.parametrize(
    ("forms", "choices"),
    [
        ([], ["address", "place", "region"]),
        ([""], ["address", "place", "region"]),
        (["gezinshuis"], ["place", "region"]),
        (["", "gezinshuis"], ["place", "region"]),
        (["unknown-here"], ["place", "region"]),  # of another region perhaps: counts as a home
    ],
)
def test_a_home_is_never_offered_its_address(forms: list[str], choices: list[str]) -> None:
    region = a_region()
    place = Location(id=1, key="l", provider_id=1, visibility=Visibility.ADDRESS)
    offers = [Offer(key=f"o{n}", region_id=1, provider_id=1, form=form, location_id=1) for n, form in enumerate(forms)]
    profile = Profile(Provider(key="p", slug="p", name="P"), region, locations=[place], homes=homes_of(offers, region))
    assert [choice.value for choice in profile.choices(place)] == choices
    assert profile.values["location.l.visibility"] == choices[0]


@pytest.mark.parametrize(
    ("part", "values", "filled", "asked"),
    [
        (Part(Kind.TEXTS), {"about.nl": "x", "approach.nl": " "}, 1, 2),
        (Part(Kind.TEXTS), {"about.nl": "x", "approach.nl": "y"}, 2, 2),
        (Part(Kind.FEATURES), {"languages": ["nl"], "sectors": [], "quality": []}, 1, 3),
        (Part(Kind.OFFER, "o"), {"offer.o.about.nl": "x", "offer.o.methods": []}, 1, 3),
        (Part(Kind.LOCATIONS), {}, 0, 0),
    ],
)
def test_how_full_a_part_is(part: Part, values: dict[str, Any], filled: int, asked: int) -> None:
    full = fullness(part, values)
    assert (full.filled, full.asked, len(full.missing)) == (filled, asked, asked - filled)


@pytest.mark.parametrize(
    "values",
    [
        {"about.nl": "x" * 1501},
        {"about.fr": "x"},
        {"offer.o.age_from": 12, "offer.o.age_to": 4},
        {"offer.o.methods": [{"name": ""}]},
        {"offer.o.methods": [{"name": "x", "recognised": "yes"}]},
        {"functions": [{"tariff_group": "tg1", "people": -1}]},
        {"pictures": [{"key": "x", "alt": {"nl": ""}}]},
        {"kvk": "12345678"},
        {"offer.o.audience": "public"},
    ],
)
def test_what_no_form_lets_through_is_refused_once_more(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        content_of(values)


def test_fields_and_content_are_the_same_thing() -> None:
    values = {"about.nl": "x", "offer.o-1.about.nl": "y", "location.l.name": "z", "languages": ["nl"]}
    again = flat(content_of(values))
    assert values.items() <= again.items()
    assert flat(content_of(again)) == again
