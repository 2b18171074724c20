"""What a page says of a measured wait: in weeks, with how many it rests on and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from portal.measured.waits import InWeeks, contradicts, in_weeks
from portal.model import MeasuredWait
from portal.model.columns import Texts
from portal.model.measured import FORM, HELP_KIND, PRODUCT
from portal.regions import RegionData

RULERS = (8, 13, 26, 52, 104)  # weeks that a drawing is wide


class OfLine(Protocol):
    @property
    def product(self) -> str: ...


class OfOffer(Protocol):
    """An offer, as a record or as a row that is only read."""

    @property
    def help_kind(self) -> str: ...

    @property
    def form(self) -> str: ...

    @property
    def lines(self) -> Iterable[OfLine]: ...


@dataclass(frozen=True)
class MeasuredShown:
    number: int
    weeks: InWeeks
    since: date
    until: date
    low_days: int
    high_days: int
    product: str = ""  # where the extract said no more than that
    product_names: Texts = field(default_factory=dict, hash=False)

    @property
    def is_zero(self) -> bool:
        return self.weeks.high == 0

    def ruler(self, stated: int | None) -> int:
        """How many weeks are drawn."""
        most = max(self.weeks.high, stated or 0)
        return next((weeks for weeks in RULERS if weeks >= most), most)

    def differs(self, stated: int | None) -> bool:
        return stated is not None and contradicts(stated, self.low_days, self.high_days)


WaitsOf = Mapping[tuple[str, str], MeasuredWait]


def wait_of(offer: OfOffer, waits: WaitsOf) -> MeasuredWait | None:
    """Of its kind or form; else of its product, where it has only one."""
    own = (HELP_KIND, offer.help_kind) if offer.help_kind else (FORM, offer.form)
    if own in waits:
        return waits[own]
    products = {line.product for line in offer.lines}
    return waits.get((PRODUCT, products.pop())) if len(products) == 1 else None


def measured_shown(offer: OfOffer, waits: WaitsOf, region: RegionData) -> MeasuredShown | None:
    row = wait_of(offer, waits)
    return None if row is None else shown_of(row, region)


def shown_of(row: MeasuredWait, region: RegionData) -> MeasuredShown:
    product = row.subject if row.subject_type == PRODUCT else ""
    known = region.products.get(product)
    return MeasuredShown(
        row.number,
        in_weeks(row.median_days, row.low_days, row.high_days),
        row.since,
        row.until,
        row.low_days,
        row.high_days,
        product,
        known.names if known else {},
    )
