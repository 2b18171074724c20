"""What kind of provider the n-th is: size, sector, and what it does. By turns, so that few show everything."""

from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import TypeGuard

from portal.model import Audience, Form, FormGroup, HelpKind
from portal.regions import RegionData

Thing = HelpKind | Form


def is_form(thing: Thing) -> TypeGuard[Form]:
    """By what it says: what a region holds in memory is not of the record's class (portal/plain_rows.py)."""
    return hasattr(thing, "children_live_here")


class Size(Enum):
    """Lowest and highest number of offers, and of locations."""

    SMALL = (1, 2), (1, 1)
    MEDIUM = (3, 4), (1, 3)
    LARGE = (9, 14), (5, 11)


@dataclass
class Profile:
    size: Size
    sectors: list[str] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)  # one offer each; a thing may return at another location
    lives_with_children: bool = False
    published: bool = True


class Profiles:
    def __init__(self, region: RegionData) -> None:
        self.sectors = list(region.sectors)
        kinds, forms = list(region.help_kinds.values()), list(region.forms.values())
        parents = {form.parent for form in forms}
        leaves = [form for form in forms if form.key not in parents] or forms
        self.kinds = [kind for kind in kinds if kind.audience == Audience.PUBLIC]
        self.forms = [form for form in leaves if form.audience == Audience.PUBLIC]
        # A family's own home, and places with staff around the clock.
        self.homes = [form for form in forms if form.group == FormGroup.LIVING and form.group_max] or self.forms
        self.restricted: list[Thing] = [kind for kind in kinds if kind.audience == Audience.RESTRICTED]
        self.restricted += [form for form in leaves if form.audience == Audience.RESTRICTED]

    def of(self, number: int, random: Random) -> Profile:
        """One in twenty is large and one in four medium: about 2.5 offers each."""
        size = Size.LARGE if number % 20 == 3 else Size.MEDIUM if number % 4 == 1 else Size.SMALL
        profile = Profile(size, self._sectors(random, size), published=number % 24 != 10)
        if size is Size.SMALL and number % 10 == 6 and self.homes:
            profile.lives_with_children = True
            profile.things = [self.homes[number // 10 % len(self.homes)]]
            return profile
        profile.things = self._extra(size, number)
        wanted = random.randint(*size.value[0])
        fitting = self._fitting(profile.sectors)
        if not fitting and not profile.things:
            profile.things = [self.forms[number % len(self.forms)]] if self.forms else []
        first = number % len(fitting) if fitting else 0  # each kind gets its turn
        order = fitting[first : first + 1] + random.sample(fitting, len(fitting))
        while fitting and len(profile.things) < wanted:
            profile.things.append(order[len(profile.things) % len(order)])
        return profile

    def _sectors(self, random: Random, size: Size) -> list[str]:
        """The first sector most, as youth and parenting help is."""
        if not self.sectors:
            return []
        weights = [5, 2, 3, *[1] * len(self.sectors)][: len(self.sectors)]
        first = random.choices(self.sectors, weights)[0]
        more = random.sample(self.sectors, min(len(self.sectors), 2)) if size is not Size.SMALL else []
        return list(dict.fromkeys([first, *more]))

    def _extra(self, size: Size, number: int) -> list[Thing]:
        """Living and stay for the larger; what is restricted for the largest only."""
        things: list[Thing] = []
        if size is Size.LARGE:
            turn = number // 20
            things += [self.forms[(turn * 3 + step) % len(self.forms)] for step in range(3)] if self.forms else []
            things += [self.restricted[turn % len(self.restricted)]] if self.restricted else []
        elif size is Size.MEDIUM and number % 3 == 0 and self.forms:
            things.append(self.forms[number // 12 % len(self.forms)])
        return things

    def _fitting(self, sectors: list[str]) -> list[HelpKind]:
        if not sectors:
            return self.kinds
        return [kind for kind in self.kinds if not kind.sectors or set(kind.sectors) & set(sectors)]
