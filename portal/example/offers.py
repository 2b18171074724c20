"""Aanbod, inschrijvingen and beschikbaarheid of one example provider."""

from datetime import date, timedelta
from random import Random
from typing import cast

from portal.example import wording
from portal.example.profile import Thing, is_form
from portal.exchange.workbook.rows import AvailabilityRow, LineRow, LocationRow, OfferRow
from portal.model import Form, FormGroup, HelpKind, IntakeStatus
from portal.regions import RegionData

METHODS = ("EMDR", "MDFT", "Triple P", "Video-hometraining", "Cognitieve gedragstherapie", "Speltherapie", "MBT-jeugd")
OWN_METHODS = ("Buiten leren", "Tekenen en praten", "Samen koken", "Paarden als spiegel", "Klussen met een maatje")
TITLES = ("{}uurtje", "{}groep", "{}route", "{}plek")
# Most numbers are fresh, some were forgotten: (share, youngest, oldest in days).
AGES_OF_NUMBERS = ((55, 0, 7), (15, 8, 14), (15, 15, 35), (7, 36, 60), (8, 61, 240))
STATUSES = (
    (45, IntakeStatus.OPEN),
    (20, IntakeStatus.LIMITED),
    (28, IntakeStatus.FULL),
    (7, IntakeStatus.STOP),
)


def offer(
    key: str, provider: str, thing: Thing, location: LocationRow | None, region: RegionData, random: Random
) -> OfferRow:
    """Without its contract lines."""
    if is_form(thing):
        row, fitting = _living(key, provider, thing, random), list(region.target_groups)
    else:
        kind = cast(HelpKind, thing)
        row, fitting = _help(key, provider, kind, location, region, random), kind.target_groups
    row.location = location.key if location else ""
    row.target_groups = random.sample(fitting, min(len(fitting), random.randint(1, 4)))
    if random.random() < 0.15:  # for the children of some municipalities only
        row.municipalities = sorted(random.sample(list(region.municipalities), max(1, len(region.municipalities) // 3)))
    row.methods = [(name, True) for name in random.sample(METHODS, random.choice((0, 0, 1, 2)))]
    row.methods += [(name, False) for name in random.sample(OWN_METHODS, random.choice((0, 0, 1)))]
    place = location.place if location and location.place else next(iter(region.municipalities.values())).name
    row.about_nl, row.about_en = _about(row, place, random)
    return row


def _help(
    key: str, provider: str, kind: HelpKind, location: LocationRow | None, region: RegionData, random: Random
) -> OfferRow:
    row = OfferRow(key=key, provider=provider, help_kind=kind.key)
    row.age_from, row.age_to = random.choice(((0, 6), (4, 12), (4, 18), (6, 18), (8, 16), (12, 18), (12, 23), (0, 18)))
    if any(region.products[key].intensity_scale for key in kind.products if key in region.products):
        row.settings = ["group"]
        row.group_size = random.randint(4, 10)
        row.capacity = row.group_size * random.randint(1, 3)
    else:
        row.settings = ["practice"] if location else []
        if not location or random.random() < 0.5:
            towns = random.choice((1, 3, 5, len(region.municipalities)))
            row.comes_to = sorted(random.sample(list(region.municipalities), min(towns, len(region.municipalities))))
            row.settings.insert(0, "home")
        row.settings += [place for place, share in (("school", 0.3), ("online", 0.25)) if random.random() < share]
    row.budgets = [budget for budget in kind.budgets if random.random() < 0.7] or kind.budgets[:1]
    return row


def _living(key: str, provider: str, form: Form, random: Random) -> OfferRow:
    row = OfferRow(key=key, provider=provider, form=form.key)
    low, high = form.age_from or 0, form.age_to or 17
    row.age_from = random.choice([age for age in (0, 4, 8, 12) if low <= age < high] or [low])
    row.age_to = min(high, random.choice((12, 15, 17, 17))) if row.age_from < 12 else high
    row.group_size = random.randint(2, form.group_max) if form.group_max else None
    row.capacity = random.randint(2, 6) if form.group == FormGroup.LIVING else random.randint(4, 24)
    return row


def _about(row: OfferRow, place: str, random: Random) -> wording.Pair:
    said = [wording.AGES]
    if {"home", "practice"} <= set(row.settings):
        said.append(wording.AT_HOME_OR_PRACTICE)
    else:
        said += [wording.AT_HOME] if "home" in row.settings else []
        said += [wording.AT_PRACTICE] if "practice" in row.settings else []
    for setting, pair in (("group", wording.IN_A_GROUP), ("school", wording.AT_SCHOOL), ("online", wording.ONLINE)):
        said += [pair] if setting in row.settings else []
    said += wording.some(random, wording.LIVING_ENDINGS if row.form else wording.HELP_ENDINGS, 1, 2)
    return wording.joined(said, low=row.age_from, high=row.age_to, place=place, size=row.group_size)


class Lines:
    """The contract lines of one provider: one per product, made when an offer first needs it."""

    def __init__(self, contract: str, region: RegionData) -> None:
        self.contract, self.region = contract, region
        self.by_product: dict[str, LineRow] = {}

    def enrol(self, row: OfferRow, thing: Thing, random: Random) -> None:
        known = [key for key in thing.products if key in self.region.products]
        many = 1 if is_form(thing) else random.choice((1, 1, 2, 3))
        start = random.randrange(len(known)) if known else 0
        for product in known[start : start + many]:
            key = f"{self.contract}-{len(self.by_product) + 1}"
            line = self.by_product.setdefault(product, LineRow(key=key, contract=self.contract, product=product))
            row.lines.append(line.key)
            group = self.region.products[product].tariff_group
            row.tariff_groups += [group] if group else []
        row.lines.sort()


def availability(row: OfferRow, today: date, random: Random) -> AvailabilityRow:
    _, youngest, oldest = random.choices(AGES_OF_NUMBERS, [share for share, *_ in AGES_OF_NUMBERS])[0]
    status = random.choices([s for _, s in STATUSES], [share for share, _ in STATUSES])[0]
    said = AvailabilityRow(
        key=row.key, status=status, reference_date=today - timedelta(days=random.randint(youngest, oldest))
    )
    if row.capacity is not None:
        takes_in = status in (IntakeStatus.OPEN, IntakeStatus.LIMITED)
        said.free_places = min(row.capacity, random.choice((1, 1, 2, 3))) if takes_in else 0
    if random.random() < 0.9:
        short = status is IntakeStatus.OPEN
        said.intake_wait = random.choice((0, 0, 1, 1, 2, 3)) if short else random.choice((2, 4, 6, 8, 12, 20, 30))
        said.treatment_wait = random.choice((0, 1, 2, 3)) if short else random.choice((2, 4, 8, 12, 26))
    return said
