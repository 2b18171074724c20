"""The cast: fictional people and providers whom tests are told about. Nobody exists.

Samira is a parent in Raalte, on a phone, worried about her son of nine. Bram is a huisarts with two minutes.
Wout lives in a gezinshuis whose address nobody may see.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import (
    Audience,
    Availability,
    Contract,
    ContractLine,
    FormerSlug,
    IntakeStatus,
    IntakeStop,
    Location,
    Measurement,
    MeasurementAudience,
    Offer,
    OfferLine,
    Provider,
    ProviderFunction,
    Visibility,
)
from portal.regions import RegionData

FRIDAY = date(2026, 11, 20)  # the day on which the cast lives

WILGENHOF = "de-wilgenhof"  # helps at home and at its practice in Raalte, has a gezinshuis and a crisis bed
POPULIER = "de-populier"  # takes nobody new until the end of the year
ESDOORN = "de-esdoorn"  # its contract has ended
LINDE = "de-linde"  # named by a source; nothing else is known
FORMER_SLUG = "wilgenhof-jeugd"

WOUTS_STREET = "Geheimelaan 7"
WOUTS_POSTCODE = "8141 ZZ"
CRISIS_STREET = "Crisishof 1"
GROUND = "Onder toezicht wegens fraude"
EXPLANATION = "Drie begeleiders vertrokken in onmin"


@dataclass
class Made:
    """Adds records of one provider, with the ids that the database gives."""

    session: AsyncSession
    region: RegionData
    provider: Provider
    contract: Contract
    lines: dict[str, ContractLine] = field(default_factory=dict)

    async def location(self, key: str, **about: Any) -> Location:
        location = Location(key=key, provider_id=self.provider.id, **about)
        self.session.add(location)
        await self.session.flush()
        return location

    async def offer(self, key: str, product: str, said: dict[str, Any] | None = None, **about: Any) -> Offer:
        if product not in self.lines:
            line = ContractLine(key=f"{self.contract.key}-{product}", contract_id=self.contract.id, product=product)
            self.session.add(line)
            self.lines[product] = line
        offer = Offer(key=key, region_id=self.region.id, provider_id=self.provider.id, **about)
        self.session.add(offer)
        await self.session.flush()
        self.session.add(OfferLine(offer_id=offer.id, contract_line_id=self.lines[product].id))
        if said is not None:
            days_ago = said.pop("days_ago")
            reference = FRIDAY - timedelta(days=days_ago)
            self.session.add(
                Availability(
                    offer_id=offer.id,
                    reference_date=reference,
                    confirmed_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
                    **said,
                )
            )
        return offer


async def a_provider(
    session: AsyncSession, region: RegionData, slug: str, contract: dict[str, Any] | None = None, **about: Any
) -> Made:
    provider = Provider(key=slug, slug=slug, **about)
    session.add(provider)
    await session.flush()
    held = Contract(key=f"{slug}-contract", region_id=region.id, provider_id=provider.id, **(contract or {}))
    session.add(held)
    await session.flush()
    return Made(session, region, provider, held)


async def add_cast(session: AsyncSession, region: RegionData) -> None:
    await _wilgenhof(session, region)
    await _populier(session, region)
    esdoorn = await a_provider(
        session, region, ESDOORN, {"starts": date(2022, 1, 1), "ends": date(2025, 12, 31)}, name="De Esdoorn"
    )
    await esdoorn.offer("esdoorn-vaktherapie", "individueel-tg3", help_kind="vaktherapie", title={"nl": "Muziek"})
    await a_provider(
        session, region, LINDE, {"known": False}, name="De Linde", source="Lijst van de regio, bladzijde 3"
    )


async def _wilgenhof(session: AsyncSession, region: RegionData) -> None:
    made = await a_provider(
        session,
        region,
        WILGENHOF,
        {"starts": date(2022, 1, 1), "ends": date(2027, 12, 31)},
        name="De Wilgenhof",
        kvk="01234567",
        about={"nl": "Hulp aan gezinnen in Salland. En nog veel meer.", "en": "Help for families in Salland."},
        approach={"nl": "Wij werken samen met school."},
        identity={"nl": "Wij werken vanuit een christelijke levensvisie."},
        sectors=["jeugd-en-opvoedhulp"],
        languages=["nl", "ar"],
        phone="0572-000000",
        checked_on="2026-10-01",
    )
    session.add(FormerSlug(slug=FORMER_SLUG, provider_id=made.provider.id or 0))
    await _wilgenhofs_offers(made)
    session.add(ProviderFunction(provider_id=made.provider.id or 0, tariff_group="tg2", people=3))
    session.add(
        Measurement(
            key="wilgenhof-1", region_id=region.id, provider_id=made.provider.id or 0, indicator="doelen-bereikt",
            numerator=40, n=50, period_from=date(2025, 1, 1), period_to=date(2025, 12, 31),
            audience=MeasurementAudience.PUBLIC,
        )
    )  # fmt: skip


async def _wilgenhofs_offers(made: Made) -> None:
    practice = await made.location(
        "wilgenhof-praktijk", name="Praktijk", street="Wilgenpad 12", postcode="8102 AB", place="Raalte",
        municipality="0177", visibility=Visibility.ADDRESS,
    )  # fmt: skip
    home = await made.location(
        "wilgenhof-gezinshuis", name="Gezinshuis Geheimelaan", street=WOUTS_STREET, postcode=WOUTS_POSTCODE,
        place="Heino", municipality="0177", visibility=Visibility.ADDRESS,
    )  # fmt: skip
    crisis = await made.location(
        "wilgenhof-crisis", street=CRISIS_STREET, postcode="8011 AA", place="Zwolle", municipality="0193",
        visibility=Visibility.ADDRESS,
    )  # fmt: skip
    await made.offer(
        "wilgenhof-gezin", "individueel-tg3", {"days_ago": 2, "free_places": 2, "intake_wait": 2, "treatment_wait": 4},
        help_kind="gezinsbehandeling", location_id=practice.id, comes_to=["0177", "1773"], age_from=0, age_to=17,
        target_groups=["autisme"], settings=["home"],
    )  # fmt: skip
    await made.offer(
        "wilgenhof-thuis", "wonen-verblijf-gezinshuis", {"days_ago": 12, "free_places": 1, "intake_wait": 8},
        form="gezinshuis", location_id=home.id, age_from=4, age_to=17,
    )  # fmt: skip
    await made.offer(
        "wilgenhof-crisisbed", "crisisbed", {"days_ago": 1, "free_places": 3},
        form="crisisbed", location_id=crisis.id, audience=Audience.RESTRICTED,
    )  # fmt: skip


async def _populier(session: AsyncSession, region: RegionData) -> None:
    made = await a_provider(session, region, POPULIER, name="De Populier", about={"nl": "Wij helpen met lezen."})
    zwolle = await made.location("populier-zwolle", place="Zwolle", municipality="0193")
    await made.offer(
        "populier-dyslexie", "dyslexie-behandeling", {"days_ago": 3, "status": IntakeStatus.FULL, "intake_wait": 20},
        help_kind="dyslexie-behandeling", location_id=zwolle.id, age_from=7, age_to=12,
    )  # fmt: skip
    session.add(
        IntakeStop(
            key="populier-stop", region_id=region.id, provider_id=made.provider.id or 0, imposed=True, ground=GROUND,
            explanation=EXPLANATION,
            starts=date(2026, 11, 1), ends=date(2026, 12, 31), public_text={"nl": "Wij ronden eerst af wat loopt."},
        )
    )  # fmt: skip
