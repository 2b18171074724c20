"""A real OpenID provider as a child process: npm's oidc-provider, with people that a test makes up."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from tests.servers.processes import ROOT, free_port, start, stop, wait_until

SERVERS = ROOT / "tests" / "servers"
MISSING = "no oidc-provider: `make setup` installs it with npm"
OLDEST_NODE = 20
SECRET = "for-tests-only-openid-secret-0123456789"
SECRET_NAME = "TEST_OPENID_SECRET"


@dataclass
class OpenIdProvider:
    issuer: str
    folder: Path
    people: dict[str, dict[str, Any]] = field(default_factory=dict)

    def says(self, name: str, /, **claims: Any) -> None:
        """From the next sign-in on."""
        self.people[name] = claims
        part = self.folder / "claims.part"
        part.write_text(json.dumps(self.people))
        part.rename(self.folder / "claims.json")

    async def signs_in(self, question: str, name: str) -> str:
        """Through its pages, as somebody new to it; answers the address it sends the browser back to."""
        async with httpx.AsyncClient() as browser:
            answer = await browser.get(question)
            for _ in range(12):
                if answer.is_redirect:
                    where = str(answer.headers["location"])
                    if not where.startswith(("/", self.issuer)):
                        return where
                    answer = await browser.get(httpx.URL(self.issuer).join(where))
                    continue
                assert answer.status_code == 200, answer.text
                action = re.search(r'action="([^"]+)"', answer.text)
                prompt = re.search(r'name="prompt" value="([^"]+)"', answer.text)
                assert action is not None
                assert prompt is not None
                data = {"prompt": prompt[1]}
                if prompt[1] == "login":
                    data |= {"login": name, "password": "x"}
                answer = await browser.post(httpx.URL(self.issuer).join(action[1]), data=data)
        raise AssertionError("no way back")

    async def cancels(self, question: str) -> str:
        async with httpx.AsyncClient(follow_redirects=True) as browser:
            page = await browser.get(question)
            found = re.search(r'href="([^"]+/abort)"', page.text)
            assert found is not None
            answer = await browser.get(httpx.URL(self.issuer).join(found[1]), follow_redirects=False)
            while answer.headers["location"].startswith(("/", self.issuer)):
                where = httpx.URL(self.issuer).join(answer.headers["location"])
                answer = await browser.get(where, follow_redirects=False)
            return str(answer.headers["location"])


def major_of_node() -> int:
    node = shutil.which("node")
    if node is None:
        return 0
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", said)
    return int(found[1]) if found else 0


def client(name: str, *addresses: str) -> dict[str, Any]:
    return {
        "client_id": name,
        "client_secret": SECRET,
        "redirect_uris": list(addresses),
        "post_logout_redirect_uris": [address.partition("/inloggen")[0] + "/" for address in addresses],
    }


def start_provider(
    folder: Path, clients: list[dict[str, Any]], port: int = 0
) -> tuple[OpenIdProvider, subprocess.Popen[bytes]]:
    if not (SERVERS / "node_modules" / "oidc-provider").exists() or major_of_node() < OLDEST_NODE:
        pytest.skip(MISSING)
    port = port or free_port()
    (folder / "clients.json").write_text(json.dumps(clients))
    made = OpenIdProvider(f"http://127.0.0.1:{port}", folder)
    made.says("nobody")
    log = folder / "provider.log"
    process = start(["node", SERVERS / "openid_provider.mjs", str(port), folder], log)
    wait_until(lambda: "ready" in log.read_text(), process, log)
    return made, process


@pytest.fixture(scope="module")
def openid_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIdProvider]:
    """For a portal at PORTAL, with the service `werk`; its client `keyed` signs instead of having a secret."""
    back = f"{PORTAL}/inloggen/met/werk/terug"
    key = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})
    keyed = {**client("keyed", back), "token_endpoint_auth_method": "private_key_jwt"}
    keyed |= {"jwks": {"keys": [key.as_dict(private=False)]}}
    folder = tmp_path_factory.mktemp("openid")
    (folder / "key.pem").write_bytes(key.as_pem(private=True))
    made, process = start_provider(folder, [client("werk", back), keyed])
    yield made
    stop(process)


PORTAL = "http://localhost:8000"
