"""Distance as the crow flies."""

from math import asin, cos, radians, sin, sqrt

from search_index.query import Point

_EARTH = 6371.0  # km


def distance(a: Point, b: Point) -> float:
    """Kilometres."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat = sin((lat_b - lat_a) / 2)
    half_lng = sin(radians(b.lng - a.lng) / 2)
    return 2 * _EARTH * asin(min(1.0, sqrt(half_lat * half_lat + cos(lat_a) * cos(lat_b) * half_lng * half_lng)))
