"""Someone with a question, in a language, on a screen, with or without JavaScript: does only what a person can do."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from portal.model.columns import Texts
from portal.regions import RegionData
from portal.web.language import DEFAULT, translations
from tests.journeys.looking import fits, no_violations, open_page


@dataclass
class Visitor:
    page: Page
    address: str  # of the portal
    language: str
    scripted: bool
    region: RegionData

    def reads(self, message: str, **values: object) -> str:
        """A text of the portal as it stands on this visitor's pages."""
        return translations(self.language).gettext(message) % values

    def counts(self, one: str, more: str, number: int) -> str:
        return translations(self.language).ngettext(one, more, number) % {"num": number}

    def named(self, names: Texts) -> str:
        """What the region calls something."""
        return names.get(self.language) or names[DEFAULT]

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".card.result")

    async def arrives(self) -> None:
        await open_page(
            self.page, f"{self.address}/" if self.language == DEFAULT else f"{self.address}/{self.language}"
        )
        await expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    async def follows(self, text: str) -> None:
        await self.main.get_by_role("link", name=text, exact=True).first.click()

    async def opens(self, text: str, within: Locator | None = None) -> None:
        """What is folded away."""
        await (within or self.main).locator("summary").filter(has_text=text).first.click()

    def field(self, label: str) -> Locator:
        return self.main.get_by_label(self.reads(label), exact=True)

    async def presses(self, *buttons: str) -> None:
        """The first that is there, under any of these names."""
        names = [re.escape(self.reads(button)) for button in buttons]
        await self.main.get_by_role("button", name=re.compile(rf"^({'|'.join(names)})$")).first.click()

    async def sees_at(self, *parts: str) -> None:
        """The address, and with it the page, have come to hold all of this."""
        await self.page.wait_for_url(lambda url: all(part in url for part in parts), wait_until="commit")
        await self.page.wait_for_load_state()

    async def fills_in_where(self, **values: str) -> None:
        """On the page of results, where the questions about place and age may be folded away."""
        await self._waits_for(self.field("Age"))
        if not await self.field("Age").is_visible():
            await self.opens(self.reads("Municipality, place and age"))
        await self.field("Municipality where the child lives").select_option(values["gemeente"])
        if "afstand" in values:
            await self.field("Within").select_option(label=f"{values['afstand']} km")
        if "leeftijd" in values:
            await self.field("Age").fill(values["leeftijd"])
        await self.presses("Search")
        await self.sees_at(*(f"{name}={value}" for name, value in values.items()))

    async def ticks(self, label: str, name: str, value: str) -> None:
        box = self.page.locator(".filters").get_by_label(re.compile(rf"^\s*{re.escape(label)}"))
        await self._unfolds(box)
        await box.check()
        await self._asks_for(name, value)

    async def chooses(self, label: str, option: str, name: str, value: str) -> None:
        """From a list among or above the results."""
        choice = self.field(label)
        await self._unfolds(choice)
        await choice.select_option(label=option)
        await self._asks_for(name, value)

    async def _unfolds(self, inside: Locator) -> None:
        await self._waits_for(inside)
        folds = inside.locator("xpath=ancestor::details")
        for number in range(await folds.count()):
            summary = folds.nth(number).locator("> summary")
            hidden = not await inside.is_visible() and await summary.is_visible()
            if hidden and await folds.nth(number).get_attribute("open") is None:
                await summary.click()

    async def _waits_for(self, part: Locator) -> None:
        """The page it is on may still be on its way, or be there without its look: then what is folded is open."""
        await part.wait_for(state="attached")
        await self.page.wait_for_load_state()

    async def _asks_for(self, name: str, value: str) -> None:
        """With a script the results come by themselves; what was chosen before keeps the new choice in its cross."""
        if not self.scripted:
            await self.presses("Show", "Show results")
        await self.sees_at(f"{name}={value}")
        await expect(self.page.locator(f'.chip[href*="{name}={value}"]').first).to_be_visible()

    async def is_well_served(self) -> None:
        """Nobody is shut out and nothing has to be scrolled sideways."""
        await fits(self.page)
        await no_violations(self.page)
