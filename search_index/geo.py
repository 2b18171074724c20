"""Distance as the crow flies."""

from math import asin, cos, radians, sin, sqrt

from search_index.query import Point

_EARTH = 6371.0  # km


class Centre:
    """A point that many distances are measured from."""

    def __init__(self, point: Point) -> None:
        self.lat = radians(point.lat)
        self.lng = radians(point.lng)
        self._cos = cos(self.lat)

    def kilometres(self, lat: float, lng: float) -> float:
        other = radians(lat)
        half_lat = sin((other - self.lat) / 2)
        half_lng = sin((radians(lng) - self.lng) / 2)
        return 2 * _EARTH * asin(min(1.0, sqrt(half_lat * half_lat + self._cos * cos(other) * half_lng * half_lng)))


def distance(a: Point, b: Point) -> float:
    """Kilometres."""
    return Centre(a).kilometres(b.lat, b.lng)
