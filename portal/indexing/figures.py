"""Published measurements as a document holds them: verdict and n, never a bare percentage, nothing of a small group."""

from collections.abc import Iterable, Sequence

from portal.indexing.records import ProviderRecords
from portal.model import Measurement, Offer
from portal.model.small_groups import without_small_groups
from portal.model.verdict import verdict
from portal.regions import RegionData

Told = tuple[Measurement, list[object]]  # what a document holds of it


def published_figures(measurements: Iterable[Measurement], region: RegionData) -> list[Measurement]:
    """Of the public measurements of one provider those that anybody may see: all together, as one may give away
    another."""
    known = (found for found in measurements if found.indicator in region.indicators)
    told = (found for found in known if region.tells_of(found.category, found.product))
    return without_small_groups(told, region.category_of_product)


def told_figures(records: ProviderRecords, region: RegionData) -> list[Told]:
    """[indicator, n, verdict] of each; records hold public ones only."""
    published = published_figures(records.measurements, region) if records.measurements else []
    return [(found, [found.indicator, found.n, _verdict(found, region)]) for found in published]


def figures_of(offer: Offer, told: Sequence[Told], region: RegionData) -> list[list[object]]:
    """What is measured of this kind of offer."""
    if not told:
        return []
    products = {line.product for line in offer.lines}
    categories = {region.products[key].category for key in products if key in region.products}
    return [figure for measurement, figure in told if _is_about(measurement, products, categories)]


def _verdict(found: Measurement, region: RegionData) -> str:
    return verdict(found, region.indicators[found.indicator], region.norm_of_indicator.get(found.indicator))


def _is_about(measurement: Measurement, products: set[str], categories: set[str]) -> bool:
    """A measurement of one product says nothing about another."""
    if measurement.product:
        return measurement.product in products
    return not measurement.category or measurement.category in categories
