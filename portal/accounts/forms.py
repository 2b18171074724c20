"""What people send of their own account. Names of fields are Dutch, as all that visitors can see."""

from pydantic import BaseModel, Field, field_validator

from portal.accounts.passwords import LONGEST
from portal.web.entrance import LONGEST_BACK
from portal.web.language import LANGUAGES, N_


class SignInForm(BaseModel):
    email: str = Field(alias="mailadres", max_length=254)
    password: str = Field(alias="wachtwoord", max_length=LONGEST)
    back: str = Field(alias="verder", default="", max_length=LONGEST_BACK)


class MailForm(BaseModel):
    email: str = Field(alias="mailadres", max_length=254)


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


class AboutForm(BaseModel):
    name: str = Field(alias="naam", max_length=100)
    language: str = Field(alias="taal")

    @field_validator("language")
    @classmethod
    def known(cls, language: str) -> str:
        if language not in LANGUAGES:
            raise ValueError(N_("Choose one of the possibilities."))
        return language


class ConfirmForm(BaseModel):
    """For what only they may do, whoever holds their session. Empty for who has no password."""

    password: str = Field(alias="wachtwoord", default="", max_length=LONGEST)


class NewPasswordForm(ConfirmForm):
    new: str = Field(alias="nieuw", max_length=LONGEST)


class AppForm(ConfirmForm):
    code: str = Field(alias="code", max_length=12)
    sealed: str = Field(alias="geheim", max_length=1_000)
    back: str = Field(alias="verder", default="", max_length=LONGEST_BACK)


class NewPasskeyForm(PasskeyAnswer, ConfirmForm):
    name: str = Field(alias="naam", default="", max_length=60)
