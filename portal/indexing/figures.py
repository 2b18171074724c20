"""Published measurements as a document holds them: verdict and n, never a bare percentage, nothing of a small group."""

from collections.abc import Iterable

from portal.indexing.records import ProviderRecords
from portal.model import Measurement, Offer
from portal.model.small_groups import without_small_groups
from portal.model.verdict import verdict
from portal.regions import RegionData


def published_figures(measurements: Iterable[Measurement], region: RegionData) -> list[Measurement]:
    """Of the public measurements of one provider those that anybody may see: all together, as one may give away
    another."""
    known = (found for found in measurements if found.indicator in region.indicators)
    told = (found for found in known if region.tells_of(found.category, found.product))
    return without_small_groups(told, region.category_of_product)


def figures_of(offer: Offer, records: ProviderRecords, region: RegionData) -> list[list[object]]:
    """[indicator, n, verdict] of what is measured of this kind of offer; records hold public ones only."""
    if not records.measurements:
        return []
    products = {line.product for line in offer.lines}
    categories = {region.products[key].category for key in products if key in region.products}
    return [
        [found.indicator, found.n, _verdict(found, region)]
        for found in published_figures(records.measurements, region)
        if _is_about(found, products, categories)
    ]


def _verdict(found: Measurement, region: RegionData) -> str:
    return verdict(found, region.indicators[found.indicator], region.norm_of_indicator.get(found.indicator))


def _is_about(measurement: Measurement, products: set[str], categories: set[str]) -> bool:
    """A measurement of one product says nothing about another."""
    if measurement.product:
        return measurement.product in products
    return not measurement.category or measurement.category in categories
