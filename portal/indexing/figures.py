"""Published measurements as a document holds them: verdict and n, never a bare percentage."""

from portal.indexing.records import ProviderRecords
from portal.model import Measurement, Offer
from portal.model.verdict import verdict
from portal.regions import RegionData


def figures_of(offer: Offer, records: ProviderRecords, region: RegionData) -> list[list[object]]:
    """[indicator, n, verdict] of what is measured of this kind of offer; records hold public ones only."""
    products = {line.product for line in offer.lines}
    categories = {region.products[key].category for key in products if key in region.products}
    norms = {norm.subject: norm for norm in region.norms.values() if norm.state == "in_use"}
    return [
        [found.indicator, found.n, verdict(found, region.indicators[found.indicator], norms.get(found.indicator))]
        for found in records.measurements
        if found.indicator in region.indicators and _is_about(found, products, categories)
    ]


def _is_about(measurement: Measurement, products: set[str], categories: set[str]) -> bool:
    """A measurement of one product says nothing about another."""
    if measurement.product:
        return measurement.product in products
    return not measurement.category or measurement.category in categories
