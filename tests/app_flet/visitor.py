"""Somebody who uses the app in a browser, and finds everything by its accessible name."""

import asyncio
import contextlib
import tempfile
import time
from pathlib import Path

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
PASSWORD = "correct horse battery"
OPENS_WITHIN_MS = 60_000
TRIES = 6
PUSH_ASIDE = """[...document.querySelectorAll("flt-semantics")].map((each) => {
  each.scrollLeft = 10_000;
  const pushed = each.scrollLeft;
  each.scrollLeft = 0;
  return pushed;
}).reduce((most, pushed) => Math.max(most, pushed), 0)"""


class Visitor:
    """One page, with everything that its console complained of."""

    def __init__(self, page):
        self.page = page
        self.complaints = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    async def open(self, address):
        """Open the app as a screen reader would."""
        await self.page.goto(address)
        await self.ask_for_names()

    async def ask_for_names(self):
        placeholder = "flt-semantics-placeholder"
        await self.page.wait_for_selector(
            placeholder, state="attached", timeout=OPENS_WITHIN_MS
        )
        await self.page.evaluate(f"document.querySelector('{placeholder}').click()")
        await self.page.wait_for_selector("flt-semantics", state="attached")

    async def enter(self, label):
        """Put the cursor into a field; return it once it listens and shows what is in it.

        Flutter takes what comes from the browser's own field only after it has set it up.
        """
        field = self.page.get_by_label(label, exact=True).last
        for _ in range(TRIES):
            await field.click()
            with contextlib.suppress(AssertionError):
                await expect(field).to_have_attribute("autocorrect", "on", timeout=1500)
                return field
        raise AssertionError(f"could not enter {label}")

    async def type_into(self, label, text):
        """Type as a person does: look whether it arrived, and try again if not."""
        for _ in range(TRIES):
            field = await self.enter(label)
            await self.page.keyboard.press("Control+A")
            await self.page.keyboard.insert_text(text)
            with contextlib.suppress(AssertionError):
                await expect(field).to_have_value(text, timeout=1500)
                return
        raise AssertionError(f"could not type into {label}")

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True)

    async def press(self, name):
        await self.button(name).first.click()

    async def press_beside(self, name, label):
        """Press the button that stands on the same line as a field."""
        field = await self.page.get_by_label(label, exact=True).last.bounding_box()
        for button in await self.button(name).all():
            box = await button.bounding_box()
            if box["y"] <= field["y"] + field["height"] / 2 <= box["y"] + box["height"]:
                return await button.click()
        raise AssertionError(f"no {name} stands beside {label}")

    async def go(self, tab):
        """Open one of the screens, by the bar of a phone or the rail of a desktop."""
        in_bar = self.page.get_by_role("tab", name=tab)
        in_rail = self.page.get_by_role("button", name=f"{tab} Tab")
        await in_bar.or_(in_rail).first.click()

    async def sign_in(self, login, password=PASSWORD):
        await self.type_into("Login or e-mail", login)
        await self.type_into("Password", password)
        await self.press("Sign in")
        await self.sees("Hi, ")

    async def sees(self, words, within_s=60):
        """Wait until something of that name is there."""
        found = self.page.get_by_text(words).or_(self.page.get_by_label(words))
        await expect(found.first).to_be_attached(timeout=within_s * 1000)

    async def sees_beside(self, left, right, within_s=60):
        """Wait until one text stands to the right of another, as on a wide screen only."""
        async with asyncio.timeout(within_s):
            while True:
                one, other = [
                    await self.page.get_by_text(words).first.bounding_box()
                    for words in (left, right)
                ]
                if one and other and one["x"] + one["width"] <= other["x"]:
                    return
                await asyncio.sleep(0.1)

    async def pushed_aside_px(self):
        """Push all that scrolls to the right, as a screen reader may; say how far it went."""
        return await self.page.evaluate(PUSH_ASIDE)


class Line:
    """What connects a browser with the app, until it is cut; the browser lays a new one."""

    async def lay(self, page):
        await page.route_web_socket("**/ws", self._connect)

    def _connect(self, browser):
        self._ends = browser.connect_to_server(), browser

    async def cut(self):
        for end in self._ends:
            await end.close()


async def looks_of(page):
    """Take a picture; say where it is, or what kept the page from being seen."""
    picture = Path(tempfile.gettempdir()) / f"pulseplate-visit-{time.time_ns()}.png"
    try:
        await page.screenshot(path=picture, timeout=10_000)
    except PlaywrightError as error:
        return f"no picture could be taken: {error}"
    return f"the page looked like {picture}"


@contextlib.asynccontextmanager
async def visiting(address, screen, line=None):
    """Open the app on a screen of that size."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        page = await chromium.new_page(viewport=screen)
        visitor = Visitor(page)
        if line is not None:
            await line.lay(page)
        try:
            await visitor.open(address)
            yield visitor
        except Exception as error:
            error.add_note(f"the browser's console complained of {visitor.complaints}")
            error.add_note(await looks_of(page))
            raise
        finally:
            await chromium.close()
