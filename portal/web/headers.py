"""The headers that every answer carries, and those of a request that we look at."""

from collections.abc import Iterable

from portal.regions import Regions
from portal.settings import Settings

RawHeaders = list[tuple[bytes, bytes]]

# Nothing from elsewhere, nothing inline. htmx needs no more than this.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
TWO_YEARS = 63_072_000

HEARD = frozenset(
    {
        b"accept-encoding",
        b"authorization",
        b"cookie",
        b"host",
        b"hx-current-url",
        b"hx-request",
        b"hx-request-type",
        b"if-none-match",
        b"origin",
        b"purpose",
        b"sec-fetch-site",
        b"sec-purpose",
        b"user-agent",
    }
)


def hear(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    return {name: value for name, value in headers if name in HEARD}


def wants_fragment(heard: dict[bytes, bytes]) -> bool:
    """htmx asks for a part. Restoring its history and a boosted link it asks for in full."""
    return heard.get(b"hx-request") == b"true" and heard.get(b"hx-request-type") != b"full"


def security_headers(settings: Settings, *, referrer: bytes = b"same-origin") -> RawHeaders:
    headers = [
        (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        # Not "no-referrer": browsers then send "Origin: null" with our own forms.
        (b"referrer-policy", referrer),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
    if settings.public_url.startswith("https://"):
        headers.append((b"strict-transport-security", f"max-age={TWO_YEARS}; includeSubDomains".encode()))
    return headers


def sent_from_here(heard: dict[bytes, bytes], settings: Settings, regions: Regions) -> bool:
    """May this request change something? Browsers say where a form was; one that says nothing is no browser."""
    site = heard.get(b"sec-fetch-site")
    if site is not None:
        return site == b"same-origin"
    origin = heard.get(b"origin", b"").decode("latin-1")
    if origin == settings.public_url:
        return True
    # Another region of this installation, under the host name that its files give.
    host = heard.get(b"host", b"").decode("latin-1")
    scheme = settings.public_url.partition("://")[0]
    return host.split(":")[0].lower() in regions.by_host and origin == f"{scheme}://{host}"
