"""How every cookie of ours is made, and found again among those that a browser sends."""

from litestar.datastructures import Cookie

from portal.settings import Settings


def own_name(settings: Settings, purpose: str = "") -> str:
    """`__Host-`: set by this host alone, over HTTPS, for all of it. Browsers refuse that over HTTP, which is only
    spoken on one's own machine."""
    name = f"hulpkeuze-{purpose}" if purpose else "hulpkeuze"
    return f"__Host-{name}" if _is_secure(settings) else name


def _is_secure(settings: Settings) -> bool:
    return not (settings.is_local and settings.public_url.startswith("http://"))


def make_cookie(settings: Settings, name: str, value: str, max_age: int | None) -> Cookie:
    """Without an age it ends with the browser; of 0 it goes now. Lax, and not strict: who comes from their mail is
    still known; what changes something is sent from a page of ours, as everywhere."""
    return Cookie(
        key=name,
        value=value,
        path="/",
        max_age=max_age,
        secure=_is_secure(settings),
        httponly=True,
        samesite="lax",
    )


def value_in(cookies: bytes, name: str) -> str:
    """Empty if there is none. Of two with our name neither is believed: one was put there by somebody else."""
    found = {value for key, value in pairs_in(cookies) if key == name}
    return found.pop() if len(found) == 1 else ""


def pairs_in(cookies: bytes) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in cookies.decode("latin-1").split(";"))
    return [(key.strip(), value.strip()) for key, _, value in parts]
