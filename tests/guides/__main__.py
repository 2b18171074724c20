"""`python -m tests.guides`: the pictures of the guides anew, from the pages as they are now."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from portal.web.logs import configure_logs
from tests.guides.pictures import FOLDER, PICTURES, TALLEST, WIDTH, taken
from tests.guides.stage import a_stage
from tests.servers.chromium import FLAGS, MISSING, find_chromium


async def take(only: list[str]) -> int:
    configure_logs("error")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with a_stage(Path(folder)) as stage, async_playwright() as playwright:
            path = find_chromium(playwright)
            if path is None:
                print(MISSING)
                return 1
            browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            for name in only or PICTURES:
                context = await browser.new_context(
                    viewport={"width": WIDTH, "height": TALLEST}, locale="nl-NL", timezone_id="Europe/Amsterdam",
                    bypass_csp=True,
                )  # fmt: skip
                page = await context.new_page()
                await PICTURES[name](page, stage)
                picture = await taken(page)
                (FOLDER / f"{name}.png").write_bytes(picture)
                print(f"{name}: {len(picture) // 1000} kB")
                await context.close()
            await browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(take(sys.argv[1:])))
