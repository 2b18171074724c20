"""Day numbers of a document: what time alone changes, the question filters on."""

from collections.abc import Iterable
from datetime import date

from portal import clock
from portal.indexing.records import ProviderRecords
from portal.model import Availability, ContractLine, IntakeStatus, IntakeStop, Offer
from portal.model.freshness import places_believed_until, wait_believed_until
from portal.model.region import Terms
from portal.model.stopping import covers, run_of, standing
from search_index import FOREVER, NEVER


def bookable(lines: list[ContractLine], records: ProviderRecords) -> tuple[int, int]:
    """First and last day of the widest line; no dates known means no bound."""
    contracts = {contract.id: contract for contract in records.contracts}
    spans = []
    for line in lines:
        contract = contracts.get(line.contract_id)
        starts, ends = (contract.starts, contract.ends) if contract else (None, None)
        spans.append(line_span((line.starts, starts), (line.ends, ends)))
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (NEVER, FOREVER)


def line_span(starts: Iterable[date | None], ends: Iterable[date | None]) -> tuple[int, int]:
    """First and last day on which a line and its contract both run."""
    first, last = [day for day in starts if day], [day for day in ends if day]
    return clock.day_number(max(first)) if first else NEVER, clock.day_number(min(last)) if last else FOREVER


def stops_on(offer: Offer, stops: list[IntakeStop]) -> list[IntakeStop]:
    """On the offer itself, on its only product, or on the provider as a whole; not those that are over."""
    if not stops:  # nearly always
        return []
    products = {line.product for line in offer.lines}
    return [stop for stop in standing(stops, clock.today()) if covers(stop, offer.id, products)]


def stop_span(stops: list[IntakeStop]) -> tuple[int, int]:
    """First and last day of the stop that runs now, else of the first to come."""
    spans = [(clock.day_number(stop.starts), last_day(stop.ends)) for stop in stops]
    return run_of(spans, clock.day_number(clock.today())) or (FOREVER, NEVER)


def last_day(ends: date | None) -> int:
    return FOREVER if ends is None else clock.day_number(ends)


def room(said: Availability | None, terms: Terms, stop: tuple[int, int]) -> dict[str, int]:
    """Free places and wait, as far as they may be believed, and while no stop runs. The wait also sorts, so it is only
    stored while it counts; the night job comes back when that begins or ends."""
    if said is None or stop[0] <= clock.day_number(clock.today()) <= stop[1]:
        return {}
    found: dict[str, int] = {}
    if said.status in (IntakeStatus.OPEN, IntakeStatus.LIMITED) and said.free_places:
        found["free_places"] = said.free_places
        found["places_until"] = clock.day_number(places_believed_until(terms, said.reference_date))
    believed = wait_believed_until(terms, said.reference_date)
    waits = [w for w in (said.intake_wait, said.treatment_wait) if w is not None]
    if waits and said.status != IntakeStatus.STOP and said.reference_date <= clock.today() <= believed:
        found["wait"] = sum(waits)
        found["wait_until"] = clock.day_number(believed)
    return found
