"""One example provider with all that hangs on it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from portal.example import figures, offers, wording
from portal.example.ground import Ground, address
from portal.example.names import FIRST, Names
from portal.example.profile import Profile, Profiles, Size, Thing, is_form
from portal.exchange.workbook.from_records import by_name
from portal.exchange.workbook.rows import (
    AvailabilityRow,
    ContractRow,
    LineRow,
    LocationRow,
    MeasurementRow,
    OfferRow,
    ProviderRow,
    StopRow,
)
from portal.exchange.workbook.slugs import slug_of
from portal.model import Visibility
from portal.regions import RegionData

FIRST_KVK, FIRST_AGB = 99_900_000, 99_950_000
LANGUAGES = ("en", "de", "tr", "ar", "pl", "uk", "ti", "fa", "so", "fr")


@dataclass
class Made:
    provider: ProviderRow
    contract: ContractRow
    locations: list[LocationRow] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    offers: list[OfferRow] = field(default_factory=list)
    availability: list[AvailabilityRow] = field(default_factory=list)
    measurements: list[MeasurementRow] = field(default_factory=list)
    stops: list[StopRow] = field(default_factory=list)


class Maker:
    """The n-th provider depends on the region, the seed, n and today only."""

    def __init__(self, region: RegionData, ground: Ground, names: Names, seed: int, today: date) -> None:
        self.region, self.ground, self.names, self.seed, self.today = region, ground, names, seed, today
        self.profiles = Profiles(region)

    def make(self, number: int) -> Made:
        random = Random(f"{self.seed} provider {number}")
        profile = self.profiles.of(number, random)
        provider = self._provider(number, profile, random)
        made = Made(provider, self._contract(provider.key, number, random))
        self._locations(made, profile, random)
        self._offers(made, profile, number, random)
        if made.offers and made.locations:
            self._describe(made, profile, random)
        provider.functions = self._functions(made, random)
        if profile.size is not Size.SMALL or number % 4 == 0:
            many = random.randint(2, 6)
            made.measurements = figures.measurements(provider.key, many, self.region, self.today, random)
        if number % 25 == 4:
            products = [line.product for line in made.lines]
            made.stops = [figures.stop(provider.key, made.offers, products, number // 25, self.today, random)]
        return made

    def _provider(self, number: int, profile: Profile, random: Random) -> ProviderRow:
        name = self.names.provider(number, lives_with_children=profile.lives_with_children)
        key = slug_of(name)
        row = ProviderRow(key=key, name=name, is_example=True, source="Voorbeeld", sectors=profile.sectors)
        row.kvk = str(FIRST_KVK + number)
        row.agb = str(FIRST_AGB + number) if random.random() < 0.8 else ""
        row.phone = f"000-{number:07d}"
        row.email = f"info@{key}.example"
        row.website = f"https://www.{key}.example" if random.random() < 0.9 else ""
        row.languages = ["nl", *random.sample(LANGUAGES, random.choice((0, 0, 1, 1, 2, 4)))]
        row.checked_on = self.today - timedelta(days=random.choice((3, 20, 45, 80, 200, 420)))
        if random.random() < 0.08:
            row.identity_nl, row.identity_en = random.choice(wording.IDENTITIES)
        if random.random() < 0.1:
            row.other_names = [f"{random.choice(FIRST)}team"]
        return row

    def _contract(self, provider: str, number: int, random: Random) -> ContractRow:
        """Most run for years; some end soon, ended, have yet to begin, or are not known."""
        row = ContractRow(key=f"{provider}-c", provider=provider, source="Voorbeeld")
        row.starts = date(self.today.year - random.choice((1, 2, 3)), 1, 1)
        row.ends = date(self.today.year + random.choice((1, 2, 3)), 12, 31)
        if number % 12 == 8:
            row.ends = self.today + timedelta(days=random.randint(5, 80))
        elif number % 40 == 14:
            row.ends = self.today - timedelta(days=random.randint(5, 80))
        elif number % 40 == 22:
            row.starts = self.today + timedelta(days=random.randint(5, 80))
        elif number % 40 == 30:
            row.known, row.starts, row.ends = False, None, None
        return row

    def _locations(self, made: Made, profile: Profile, random: Random) -> None:
        for _ in range(random.randint(*profile.size.value[1])):
            if not profile.lives_with_children:
                self._location(made, random, Visibility.ADDRESS if random.random() < 0.85 else Visibility.PLACE)

    def _location(self, made: Made, random: Random, visibility: Visibility) -> LocationRow:
        spot, key = self.ground.spot(random), made.provider.key
        street, postcode = address(random, spot)
        row = LocationRow(
            key=f"{key}-l{len(made.locations) + 1}",
            provider=key,
            name=f"{random.choice(FIRST)}huis" if random.random() < 0.2 else "",
            street=street,
            postcode=postcode,
            place=spot.place,
            municipality=spot.municipality,
            phone=f"000-{random.randint(2_000_000, 9_999_999)}" if random.random() < 0.3 else "",
            visibility=visibility,
        )
        made.locations.append(row)
        return row

    def _offers(self, made: Made, profile: Profile, number: int, random: Random) -> None:
        lines = offers.Lines(made.contract.key, self.region)
        visited = list(made.locations)
        for thing in profile.things:
            key = f"{made.provider.key}-a{len(made.offers) + 1}"
            location = self._place_for(made, thing, visited, random)
            row = offers.offer(key, made.provider.key, thing, location, self.region, random)
            lines.enrol(row, thing, random)
            row.published = profile.published and random.random() > 0.02
            if random.random() < 0.3:
                name = random.choice(offers.TITLES).format(self.names.word(number))
                row.title_nl, row.title_en = name, name
            made.offers.append(row)
            if random.random() < 0.93:
                made.availability.append(offers.availability(row, self.today, random))
        made.lines = list(lines.by_product.values())
        for line in made.lines:
            if random.random() < 0.03:
                line.ends = self.today + timedelta(days=random.randint(-40, 60))

    def _place_for(self, made: Made, thing: Thing, visited: list[LocationRow], random: Random) -> LocationRow | None:
        """Where children live or stay is a place of its own, of which nobody learns the street."""
        if is_form(thing) and thing.children_live_here:
            return self._location(made, random, random.choices((Visibility.PLACE, Visibility.REGION), (9, 1))[0])
        return random.choice(visited) if visited and random.random() < 0.85 else None

    def _describe(self, made: Made, profile: Profile, random: Random) -> None:
        named = list({thing.key: thing for thing in profile.things}.values())[:3]
        things = [
            "; ".join(_small(thing.names.get(language, thing.key)) for thing in named) for language in ("nl", "en")
        ]
        row = made.provider
        # A text must not tell what the location itself may not.
        told = [location.place for location in made.locations if location.visibility != Visibility.REGION]
        place = told[0] if told else self.region.region.names["nl"]
        opening = wording.joined([random.choice(wording.OPENINGS)], place=place)
        row.about_nl = f"{opening[0]} {wording.OFFERS[0].format(things=things[0])}"
        row.about_en = f"{opening[1]} {wording.OFFERS[1].format(things=things[1])}"
        row.approach_nl, row.approach_en = wording.joined(wording.some(random, wording.APPROACHES, 2, 4))

    def _functions(self, made: Made, random: Random) -> list[tuple[str, int | None]]:
        groups = sorted({group for row in made.offers for group in row.tariff_groups})
        found: list[tuple[str, int | None]] = []
        for group in groups:
            people = random.choice((None, 1, 2, 3, 5, 8))
            inside = [key for key, function in self.region.functions.items() if function.tariff_group == group]
            found.append((random.choice(inside) if inside and random.random() < 0.5 else group, people))
        return sorted(found, key=by_name)


def _small(name: str) -> str:
    """A name within a sentence; abbreviations stay as they are."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
