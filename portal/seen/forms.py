"""What is sent here: closed choices, and what was seen of the line that is answered."""

from pydantic import BaseModel, Field

from portal.model import ReportAnswer

MOST = 2**31 - 1  # what a database takes for a number


class AnswerForm(BaseModel):
    answer: ReportAnswer = Field(alias="uitkomst")
    about: str = Field(alias="over", max_length=40)
    offer: str = Field(alias="aanbod", default="", max_length=80)
    last_id: int = Field(alias="tot", ge=1, le=MOST)
    seen: int = Field(alias="versie", ge=1, le=MOST)


class RegionAnswerForm(AnswerForm):
    provider: str = Field(alias="aanbieder", max_length=80)  # slug
