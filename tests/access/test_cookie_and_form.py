"""What a browser is given and brings back: the cookie of a session, and the proof in its forms."""

from datetime import timedelta

import pytest

from portal.access.form_token import is_form_token, make_form_token
from portal.access.sessions import Limits
from portal.model import Role
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import no_session_cookie, session_cookie, token_in
from tests.staff import an_account, browser_of, signed_in
from tests.web.house import FROM_HERE

DAY = timedelta(days=1)


def test_the_cookie_belongs_to_this_host_alone_and_no_script_reads_it(house: House) -> None:
    cookie = session_cookie(house.settings, "t" * 43).to_header(header="")
    assert cookie.startswith("__Host-hulpkeuze=")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "Max-Age" not in cookie
    assert "Max-Age=0" in no_session_cookie(house.settings).to_header(header="")
    lasting = session_cookie(house.settings, "t" * 43, Limits(7 * DAY, 90 * DAY)).to_header(header="")
    assert f"Max-Age={90 * 24 * 3600}" in lasting


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("{0}", "{0}"), ("a=b; {0} ; c=d", "{0}"), ("{0}; {0}", "{0}"),
        # Two that differ: one was planted by somebody else, and nobody can say which.
        ("{0}; {1}", ""), ("{1}; {0}", ""),
        ("", ""), ("n=kort", ""), ("n=" + "a" * 44, ""), ("n=" + "!" * 43, ""), ("N=" + "a" * 43, ""),
    ],
)  # fmt: skip
def test_what_is_no_token_of_ours_is_not_looked_up(sent: str, read: str) -> None:
    tokens = ["a" * 43, "b" * 43]
    cookies = sent.format(*(f"n={token}" for token in tokens))
    assert token_in(cookies.encode(), "n") == read.format(*tokens)


async def test_a_form_that_was_not_made_for_this_session_is_refused(house: House, app: Outer) -> None:
    piet, olaf = [await an_account(house, name, Role.PROVIDER_EDITOR) for name in ("piet", "olaf")]
    async with signed_in(app, piet) as client, signed_in(app, olaf) as other:
        own = (await client.get("/proef/wie")).json()["token"]
        foreign = (await other.get("/proef/wie")).json()["token"]
        for token, status in ((own, 200), (foreign, 403), ("", 403), ("x" * 88, 403), (own[:-2] + "AA", 403)):
            data = {"wat": "iets", **({"sleutel": token} if token else {})}
            answer = await client.post("/proef/melding", headers=FROM_HERE, data=data)
            assert answer.status_code == status, token
            in_header = {**FROM_HERE, "x-form-token": token or "-"}
            assert (await client.post("/proef/melding", headers=in_header)).status_code == status
        assert (await client.post("/proef/melding", data={"sleutel": own})).status_code == 403  # from nowhere


async def test_who_did_not_sign_in_sends_forms_without_it(app: Outer) -> None:
    async with browser_of(app) as stranger:
        assert (await stranger.post("/proef/melding", headers=FROM_HERE, data={"wat": "a"})).text == "a"


def test_the_proof_in_a_form_never_reads_the_same_twice(house: House) -> None:
    """A page that is sent compressed would give it away by its size."""
    tokens = {make_form_token(house.secrecy, "p" * 64) for _ in range(20)}
    assert len(tokens) == 20
    assert all(is_form_token(house.secrecy, "p" * 64, token) for token in tokens)
    assert not any(is_form_token(house.secrecy, "q" * 64, token) for token in tokens)
