"""What people send of their own account. Names of fields are Dutch, as all that visitors can see."""

from typing import Literal

from pydantic import BaseModel, Field, field_validator

from portal.accounts.passwords import LONGEST
from portal.model import PracticeKind, Role
from portal.web.characters import one_line
from portal.web.entrance import LONGEST_BACK
from portal.web.language import DEFAULT, LANGUAGES, N_


class SignInForm(BaseModel):
    email: str = Field(alias="mailadres", max_length=254)
    password: str = Field(alias="wachtwoord", max_length=LONGEST)
    back: str = Field(alias="verder", default="", max_length=LONGEST_BACK)


class FindForm(BaseModel):
    words: str = Field(alias="zoek", default="", max_length=254)
    show: str = Field(alias="toon", default="", max_length=20)


class MailForm(BaseModel):
    email: str = Field(alias="mailadres", max_length=254)


class LanguageForm(BaseModel):
    language: str = Field(alias="taal", default=DEFAULT)

    @field_validator("language")
    @classmethod
    def known(cls, language: str) -> str:
        if language not in LANGUAGES:
            raise ValueError(N_("Choose one of the possibilities."))
        return language


class InviteForm(LanguageForm):
    email: str = Field(alias="mailadres", max_length=254)


class ColleagueForm(InviteForm):
    role: Literal[Role.PROVIDER_EDITOR, Role.PROVIDER_MANAGER] = Field(alias="rol")


class ManagerForm(InviteForm):
    provider: str = Field(alias="aanbieder", max_length=80)


class ToegangForm(InviteForm):
    municipality: str = Field(alias="gemeente", max_length=4)


class RefererForm(InviteForm):
    practice: str = Field(alias="praktijk", max_length=24)


class PracticeForm(BaseModel):
    kind: PracticeKind = Field(alias="soort")
    name: str = Field(alias="praktijknaam", max_length=200)
    agb: str = Field(alias="agb", max_length=8)

    @field_validator("agb")
    @classmethod
    def eight_digits(cls, agb: str) -> str:
        if len(agb) != 8 or not (agb.isascii() and agb.isdigit()):
            raise ValueError(N_("An AGB code has eight digits."))
        return agb

    @field_validator("name")
    @classmethod
    def in_one_line(cls, name: str) -> str:
        return one_line(name)


class NewAccountForm(BaseModel):
    name: str = Field(alias="naam", max_length=100)
    new: str = Field(alias="nieuw", max_length=LONGEST)

    @field_validator("name")
    @classmethod
    def in_one_line(cls, name: str) -> str:
        return one_line(name)


class ResetForm(BaseModel):
    new: str = Field(alias="nieuw", max_length=LONGEST)


class CodeForm(BaseModel):
    code: str = Field(alias="code", max_length=40)
    back: str = Field(alias="verder", default="", max_length=LONGEST_BACK)


class PasskeyAnswer(BaseModel):
    """What the script fills in: the browser's answer, and our question to know again."""

    answer: str = Field(alias="antwoord", max_length=20_000)
    sealed: str = Field(alias="vraag", max_length=1_000)
    back: str = Field(alias="verder", default="", max_length=LONGEST_BACK)


class AboutForm(LanguageForm):
    name: str = Field(alias="naam", max_length=100)
    language: str = Field(alias="taal")


class ConfirmForm(BaseModel):
    """For what only they may do, whoever holds their session. Empty for who has no password."""

    password: str = Field(alias="wachtwoord", default="", max_length=LONGEST)


class LinkForm(ConfirmForm):
    sealed: str = Field(alias="bewijs", max_length=1_000)


class NewPasswordForm(ConfirmForm):
    new: str = Field(alias="nieuw", max_length=LONGEST)


class AppForm(ConfirmForm):
    code: str = Field(alias="code", max_length=12)
    sealed: str = Field(alias="geheim", max_length=1_000)
    back: str = Field(alias="verder", default="", max_length=LONGEST_BACK)


class NewPasskeyForm(PasskeyAnswer, ConfirmForm):
    name: str = Field(alias="naam", default="", max_length=60)
