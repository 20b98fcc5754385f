"""Somebody before a screen, who notices what is wrong with a page."""

import shutil
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, Response

from apps.accounts.models import User
from tests.factories.browser import enter_as

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: What is wrong with an answer, where nobody sees it.
UNSEEN = (
    """[...document.querySelectorAll(".invalid-feedback")].filter((it) => !it.checkVisibility()).map((it) => it.id)"""
)
#: How Chromium reports, beside its own answer, that a page was not given out.
FAILED = "Failed to load resource: the server responded with a status of"
#: What the content security policy forbade, said where the visitor hears it.
TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, sample }) =>
  console.error(`policy: ${effectiveDirective} forbids ${blockedURI} in ${sourceFile} ${sample}`))
"""

#: Contrast takes axe longest: of texts that the styles cannot tell apart, by what they stand in, it weighs one.
WEIGH_EACH_LOOK_ONCE = """
document.querySelectorAll("[data-weighed]").forEach((it) => it.removeAttribute("data-weighed"));
{
  const looks = new Map(), weighed = new Set();
  for (const it of document.querySelectorAll("body, body *")) {
    const state = [":disabled", "[aria-current]", ":checked", ":placeholder-shown"].map((state) => +it.matches(state));
    const look = `${looks.get(it.parentElement)} ${it.localName}.${it.getAttribute("class")}${state}`;
    looks.set(it, look);
    const words = [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!(words || it.value || it.placeholder) || weighed.has(look) || !it.checkVisibility()) continue;
    weighed.add(look);
    it.dataset.weighed = "";
  }
}
axe.configure({ rules: [{ id: "color-contrast", selector: "[data-weighed]" }] });
"""
#: A page is at rest once nothing has been under way for so many milliseconds.
REST, BREATH = 120, 30


class Visitor:
    """Goes through the portal and collects its faults: scripts, missing files, accessibility, pages too wide.

    What violates the content security policy is one of them.
    """

    def __init__(self, page: Page, portal: str, screenshots: Path) -> None:
        self.page, self.portal, self.screenshots = page, portal, screenshots
        self.faults: list[str] = []
        self._axe, self._looks = Axe(f"{AXE_SCRIPT};{WEIGH_EACH_LOOK_ONCE}"), 0
        self._under_way = 0
        shutil.rmtree(screenshots, ignore_errors=True)
        screenshots.mkdir(parents=True, exist_ok=True)
        page.add_init_script(TELL_VIOLATIONS)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("response", self._on_response)
        page.on("request", lambda _request: self._count(1))
        for end in ("requestfinished", "requestfailed"):
            page.on(end, lambda _request: self._count(-1))

    def go(self, path: str) -> None:
        self.page.goto(f"{self.portal}{path}")

    def go_in_vain(self, path: str, status: int) -> None:
        """Be turned away with `status`, and look at the page that says so; only what says that it was is no fault."""
        before = len(self.faults)
        answer = self.page.goto(f"{self.portal}{path}")
        assert answer is not None
        assert answer.status == status
        self.look(f"{status}")
        own = (f"{status}: {self.portal}{path} ", f"console: {FAILED} {status} ")
        self.faults[before:] = [fault for fault in self.faults[before:] if not fault.startswith(own)]

    def send_in_vain(self, selector: str) -> None:
        """Click what sends a form that is refused with reasons; only what says that it was is no fault."""
        before = len(self.faults)
        with self.page.expect_navigation():
            self.page.click(selector)
        self.rest()
        own = (f"422: {self.page.url} ", f"console: {FAILED} 422 ")
        self.faults[before:] = [fault for fault in self.faults[before:] if not fault.startswith(own)]

    def enter(self, username: str, language: str, path: str) -> None:
        """Come to a page as somebody who has signed in already and reads the portal in `language`."""
        user = User.objects.get(username=username)
        User.objects.filter(pk=user.pk).update(language=language)
        cookies = enter_as(Client(), user).cookies.values()
        self.page.context.add_cookies([{"name": it.key, "value": it.value, "url": self.portal} for it in cookies])
        self.go(path)

    def sign_in(self, username: str, language: str) -> None:
        """Sign in on the page that is open, and read the portal in `language` from then on."""
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", f"demo-{username}")
        with self.page.expect_navigation():
            self.page.click("form:has(input[name=password]) button[type=submit]")
        other = self.page.locator(f"button[name=language][value={language}]").first
        if other.count():
            with self.page.expect_navigation():
                other.dispatch_event("click")

    def look(self, name: str) -> None:
        """Look at the page as it is now: keep a picture, and check it."""
        self._looks += 1
        self.rest()
        self.page.screenshot(path=self.screenshots / f"{self._looks:02}-{name}.jpeg", full_page=True, quality=80)
        self.check(name)

    def check(self, name: str) -> None:
        """Check the page as it is now for everybody's eyes and for the screen's width."""
        self.rest()
        wider = self.page.evaluate(WIDER_THAN_THE_SCREEN)
        if wider > 0:
            self._note(f"{name}: {wider} px wider than the screen")
        for unseen in self.page.evaluate(UNSEEN):
            self._note(f"{name}: what is wrong is not seen: {unseen}")
        for violation in self._axe.run(self.page).response["violations"]:
            self._note(f"{name}: {_said(violation)}")

    def check_narrower(self, name: str, width: int) -> None:
        """Check whether the page as it is now would fit into a narrower window, too."""
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({"width": width, "height": size["height"]})
        wider = self.page.evaluate(WIDER_THAN_THE_SCREEN)
        self.page.set_viewport_size(size)
        if wider > 0:
            self._note(f"{name}: {wider} px wider than a window of {width} px")

    def rest(self) -> None:
        """Wait until the page is there and nothing that it asked for is under way."""
        self.page.wait_for_load_state()
        quiet = 0
        while quiet < REST:
            self.page.wait_for_timeout(BREATH)
            quiet = 0 if self._under_way else quiet + BREATH

    def download(self, selector: str, target: Path) -> Path:
        """Click what starts a download; the file, kept as `target`."""
        with self.page.expect_download() as started:
            self.page.click(selector)
        started.value.save_as(target)
        return target

    def _count(self, change: int) -> None:
        self._under_way += change

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console: {message.text}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status}: {response.url}")

    def _note(self, fault: str) -> None:
        self.faults.append(f"{fault} [{self.page.url.removeprefix(self.portal)}]")


def _said(violation: dict[str, Any]) -> str:
    where = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']} ({where})"
