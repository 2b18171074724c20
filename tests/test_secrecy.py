"""What is sealed can be opened with the key, for what it was sealed, and by nobody else."""

from pathlib import Path

import pytest

from portal.secrecy import Secrecy, Unreadable, key_in, token, token_print
from portal.settings import Settings, WrongSettings

OLD, NEW = "o" * 40, "n" * 40


def test_what_was_sealed_is_opened_and_never_reads_the_same_twice() -> None:
    keeper = Secrecy([OLD])
    once, again = keeper.seal("femke@voorbeeld.example", "mail"), keeper.seal("femke@voorbeeld.example", "mail")
    assert once != again
    assert "femke" not in once
    assert keeper.unseal(once, "mail") == "femke@voorbeeld.example"


def test_a_new_key_seals_while_the_old_one_still_opens_and_finds() -> None:
    before, after = Secrecy([OLD]), Secrecy([NEW, OLD])
    assert after.unseal(before.seal("geheim", "totp"), "totp") == "geheim"
    assert after.fingerprint("a@b.example", "mail") == before.fingerprint("a@b.example", "mail")
    with pytest.raises(Unreadable):
        before.unseal(after.seal("geheim", "totp"), "totp")


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda s: s[:-4] + "AAAA",
        lambda s: "",
        lambda s: "nonsense",
        lambda s: s[:20] + ("A" if s[20] != "A" else "B") + s[21:],
    ],
)
def test_tampered_text_is_refused(spoilt) -> None:
    keeper = Secrecy([OLD])
    with pytest.raises(Unreadable):
        keeper.unseal(spoilt(keeper.seal("geheim", "totp")), "totp")


def test_what_was_sealed_for_one_thing_is_not_opened_for_another() -> None:
    keeper = Secrecy([OLD])
    with pytest.raises(Unreadable):
        keeper.unseal(keeper.seal("geheim", "totp"), "mail")
    assert keeper.fingerprint("x", "mail") != keeper.fingerprint("x", "address")
    assert keeper.fingerprint("x", "mail") != Secrecy([NEW]).fingerprint("x", "mail")


def test_of_a_token_only_a_print_is_kept() -> None:
    said = token()
    assert len(said) >= 43
    assert said not in token_print(said)
    assert token() != said


def test_a_short_key_is_no_key() -> None:
    with pytest.raises(ValueError, match="at least 32"):
        Secrecy(["short"])
    with pytest.raises(ValueError, match="at least 32"):
        Settings(encryption_keys="short")


def test_on_this_machine_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = key_in(tmp_path)
    assert key_in(tmp_path) == first
    assert (tmp_path / "encryption.key").stat().st_mode & 0o077 == 0
    sealed = Settings(data_dir=tmp_path).secrecy().seal("x", "mail")
    assert Settings(data_dir=tmp_path).secrecy().unseal(sealed, "mail") == "x"


def test_where_visitors_come_from_elsewhere_the_key_is_set_by_the_operator(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="PORTAL_ENCRYPTION_KEYS"):
        Settings(data_dir=tmp_path, base_url="https://hulpkeuze.example").secrecy()
    keyed = Settings(data_dir=tmp_path, base_url="https://hulpkeuze.example", encryption_keys=f"{NEW},{OLD}")
    assert keyed.secrecy().unseal(Secrecy([OLD]).seal("x", "mail"), "mail") == "x"
    assert list(tmp_path.iterdir()) == []
