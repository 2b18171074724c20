"""What the operator says of services: a mistake stops the start, in one line without what is secret."""

from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from portal.accounts.services import Services
from portal.settings import Settings, WrongSettings
from tests.accounts.services import FAMILIES, WORK
from tests.servers.openid import SECRET, SECRET_NAME
from tests.servers.processes import ROOT

SAFE = "https://vertrouwd.example"
GOOD = WORK.format(issuer=SAFE, client="werk", secret=SECRET_NAME, more=FAMILIES)


def services(folder: Path, text: str, base: str = "https://hulpkeuze.example") -> Services:
    file = folder / "services.toml"
    file.write_text(text)
    return Services(Settings(base_url=base, oidc=str(file)))


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET_NAME, SECRET)


def test_a_good_file_is_read_and_keeps_its_secret(tmp_path: Path) -> None:
    service = services(tmp_path, GOOD).get("werk")
    assert service is not None
    assert (service.name_in("en"), service.name_in("ar")) == ("Workpass", "Werkpas")
    assert SECRET not in repr(service)


def test_without_a_file_there_are_none() -> None:
    assert Services(Settings()).of_region("oost") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[[provider]]", "[[provider"), "this is no TOML"),
        (("client_id", "cliend_id"), "provider.0"),
        (('"openid", ', ""), "scopes need openid"),
        (("nl = ", "de = "), "names.nl is needed"),
        ((SAFE, "http://vertrouwd.example"), "the issuer of werk is no https:// address"),
        ((SAFE, "http://127.0.0.1:9"), "the issuer of werk is no https:// address"),
        ((SECRET_NAME, "NOT_THERE_AT_ALL"), "NOT_THERE_AT_ALL, which werk names, is not set"),
        (('role = "provider_editor"', 'role = "administrator"'), "nobody becomes an administrator"),
        (('tie = "kvk"', 'tie = "municipality"'), "this role needs tie"),
        (('key = "werk"', 'key = "Werk!"'), "provider.0.key"),
        (("secret_env =", 'algorithms = ["none"]\nsecret_env ='), "provider.0.algorithms.0"),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(WrongSettings) as found:
        services(tmp_path, GOOD.replace(*change))
    line = str(found.value)
    assert line.startswith("PORTAL_OIDC cannot be used: ")
    assert said in line
    assert "\n" not in line
    assert SECRET not in line


def test_two_of_one_name_or_no_file_at_all_are_mistakes(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="the same key"):
        services(tmp_path, GOOD + GOOD)
    with pytest.raises(WrongSettings, match="no file to read"):
        Services(Settings(oidc=str(tmp_path / "away.toml")))


def test_on_ones_own_machine_a_service_may_be_there_too(tmp_path: Path) -> None:
    assert services(tmp_path, GOOD.replace(SAFE, "http://127.0.0.1:9"), base="http://localhost:8000").get("werk")


def test_the_example_for_operators_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    example = text[text.index("```toml\n[[provider]]") + 8 :].partition("```")[0]
    key = tmp_path / "key.pem"
    key.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    for name in ("OIDC_DIGID_SECRET", "OIDC_DEZI_SECRET"):
        monkeypatch.setenv(name, "for tests only")
    known = services(tmp_path, example.replace("/etc/hulpkeuze/eherkenning.pem", str(key)))
    assert [one.key for one in known.of_region("rivierland")] == ["digid", "eherkenning", "dezi"]
    assert [one.for_families for one in known.of_region("rivierland")] == [True, False, False]


def test_a_key_that_is_none_stops_the_start_too(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    text = GOOD.replace(f'secret_env = "{SECRET_NAME}"', f'key_file = "{key}"')
    for content in ("no key", ECKey.generate_key("P-256").as_pem(private=False).decode()):
        key.write_text(content)
        with pytest.raises(WrongSettings, match="no private key"):
            services(tmp_path, text)
