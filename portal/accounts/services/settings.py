"""What the operator says of each service: the file that PORTAL_OIDC names. See docs/operations.md for examples."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from portal.model import Role
from portal.settings import LOOPBACK, Settings, WrongSettings

Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
Claim = Annotated[str, Field(max_length=200)]
Tie = Literal["", "kvk", "agb", "key", "municipality"]

# What the claim of a rule has to name, by role. Nobody is an administrator because somebody else says so.
TIES: dict[Role, tuple[Tie, ...]] = {
    Role.FAMILY: ("",),
    Role.HUISARTS: ("agb",),
    Role.JEUGDARTS: ("agb",),
    Role.SPECIALIST: ("agb",),
    Role.GI: ("agb",),
    Role.TOEGANG: ("municipality",),
    Role.PROVIDER_EDITOR: ("kvk", "agb", "key"),
    Role.PROVIDER_MANAGER: ("kvk", "agb", "key"),
    Role.CONTRACT_MANAGER: ("",),
    Role.REGION_EDITOR: ("",),
}


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(Part):
    """As what somebody is here of whom the service says this."""

    role: Role
    claim: Claim = ""
    value: str = ""  # empty: that the claim is there is enough
    tie: Tie = ""
    tie_claim: Claim = ""
    region: str = ""  # its key; empty: the one that answers any host name
    new_account: bool = False  # also for who has no account yet

    @model_validator(mode="after")
    def fits_role(self) -> "Rule":
        ties = TIES.get(self.role)
        if ties is None:
            raise ValueError("nobody becomes an administrator by the word of a service")
        if self.tie not in ties:
            raise ValueError(f"this role needs tie = {' or '.join(repr(tie) for tie in ties)}")
        if bool(self.tie) != bool(self.tie_claim):
            raise ValueError("tie and tie_claim belong together")
        if self.role != Role.FAMILY and not self.claim:
            raise ValueError("only families do without a claim")
        return self


class SecondFactor(Part):
    """What in `acr` or `amr` says that two factors were asked for there. Empty: it never counts."""

    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()


class Said(Part):
    """One service."""

    key: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    names: dict[str, str]
    issuer: str = Field(max_length=500)
    client_id: str = Field(min_length=1, max_length=200)
    secret_env: str = ""  # the variable that holds the secret
    key_file: Path | None = None  # instead of a secret: PEM, for private_key_jwt
    scopes: tuple[str, ...] = ("openid",)
    subject: Claim = "sub"
    email: Claim = ""
    name: Claim = ""
    userinfo: bool = False  # ask for more claims there
    algorithms: tuple[Algorithm, ...] = ("RS256", "PS256", "ES256")
    parameters: dict[str, str] = {}  # more to send along, such as acr_values
    second_factor: SecondFactor = SecondFactor()
    regions: tuple[str, ...] = ()  # where its button stands; empty: in all
    roles: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def usable(self) -> "Said":
        if not self.names.get("nl"):
            raise ValueError("names.nl is needed: it stands on the button")
        if "openid" not in self.scopes:
            raise ValueError("scopes need openid")
        if bool(self.secret_env) == (self.key_file is not None):
            raise ValueError("either secret_env or key_file is needed")
        return self


class _File(Part):
    provider: tuple[Said, ...] = ()


def read(settings: Settings) -> tuple[Said, ...]:
    """Raises WrongSettings: one line that says where, and nothing of what stands there."""
    if not settings.oidc:
        return ()
    try:
        content = tomllib.loads(Path(settings.oidc).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise WrongSettings(f"PORTAL_OIDC cannot be used: no file to read there ({type(problem).__name__})") from None
    except tomllib.TOMLDecodeError as problem:
        where = str(problem).rpartition("(")[2].rstrip(")")
        raise WrongSettings(f"PORTAL_OIDC cannot be used: this is no TOML, {where}") from None
    try:
        said = _File.model_validate(content).provider
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise WrongSettings(f"PORTAL_OIDC cannot be used: {where}: {first['msg']}") from None
    if len({one.key for one in said}) != len(said):
        raise WrongSettings("PORTAL_OIDC cannot be used: two providers have the same key")
    for one in said:
        if not is_safe(one.issuer, local=settings.is_local):
            raise WrongSettings(f"PORTAL_OIDC cannot be used: the issuer of {one.key} is no https:// address")
    return said


def is_safe(address: str, *, local: bool) -> bool:
    """HTTPS; on one's own machine, for development and tests, its own HTTP too."""
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and not parts.username and not parts.fragment
    except ValueError:
        return False
    return usable and (parts.scheme == "https" or (local and parts.scheme == "http" and parts.hostname in LOOPBACK))


def secret_of(said: Said) -> str:
    """Raises WrongSettings. The secret, or the private key as PEM."""
    if said.key_file is None:
        held = os.environ.get(said.secret_env, "")
        if not held:
            raise WrongSettings(f"PORTAL_OIDC cannot be used: {said.secret_env}, which {said.key} names, is not set")
        return held
    try:
        held = said.key_file.read_text("utf-8")
        key_in(held)
    except (OSError, ValueError):
        raise WrongSettings(f"PORTAL_OIDC cannot be used: the key_file of {said.key} is no private key (PEM)") from None
    return held


def key_in(text: str) -> RSAKey | ECKey:
    """Raises ValueError."""
    for kind in (RSAKey, ECKey):
        try:
            key = kind.import_key(text)
        except (JoseError, ValueError, TypeError):
            continue
        if key.is_private:
            return key
    raise ValueError
