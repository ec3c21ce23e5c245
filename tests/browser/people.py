"""What people do in a real Chromium, and the town of the acceptance case: a browser for everybody."""

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playwright.sync_api import Locator, Page, Response, expect

from accounts.models import User
from dossiers import tasks
from tests.browser.conftest import PHONE, Arrive
from tests.casting import Cast
from tests.journeys.story import CODE, Case
from tests.journeys.visitor import key_in
from tests.samples import DOCUMENT, FILES, PASSWORD


def fits(page: Page) -> None:
    """Nothing is cut off, nothing has to be moved sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), page.url


def at(page: Page, address: str) -> None:
    expect(page).to_have_url(re.compile(address))
    fits(page)


def said(page: Page) -> str:
    """What the page says apart from its frame, its spaces plain ones."""
    return " ".join(page.locator("main").first.inner_text().split())


def holds(page: Page, text: str) -> bool:
    """Whether it is in anything that the server sent for it, shown or not, however its spaces are written."""
    return "".join(text.split()) in "".join(html.unescape(page.content()).split())


def fields_of(page: Page) -> set[str]:
    """The model's fields that can be filled in here."""
    names = page.locator("main [name]").evaluate_all("all => all.map(each => each.name)")
    return {
        key for name in names for key in DOCUMENT["properties"] if name == key or name.startswith(f"{key}-")
    }


def enter(page: Page, values: dict[str, Any]) -> None:
    """Fill in what is on the page as people do, by the names of the inputs."""
    for name, value in values.items():
        field = page.locator(f'main [name="{name}"]')
        kind = field.first.get_attribute("type") or ""
        match value:
            case list():
                for each in value:
                    page.locator(f'main [name="{name}"][value="{each}"]').check()
            case _ if kind in ("radio", "checkbox"):
                page.locator(f'main [name="{name}"][value="{value}"]').check()
            case _:
                choose(field, str(value))


def choose(field: Locator, value: str) -> None:
    if field.evaluate("each => each.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def upload(page: Page, name: str, file: tuple[str, bytes] | None = None) -> None:
    called, content = file or FILES[name]
    kind = "image/jpeg" if called.endswith("jpg") else "application/pdf"
    page.set_input_files(f'input[name="{name}"]', {"name": called, "mimeType": kind, "buffer": content})


def answer_to(page: Page, button: Locator) -> Response:
    """Press it: what the server answers, after what it leads to."""
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        button.click()
    return answered.value


def go_on(page: Page) -> Response:
    return answer_to(page, page.locator("button[name=_continue]:not([aria-hidden])"))


def submit(page: Page, form: str = "main form") -> Response:
    return answer_to(page, page.locator(f"{form} button[type=submit]:visible").last)


def forge(page: Page, address: str, values: dict[str, str]) -> int:
    """Send what no page offers, with the token of the page that is open. The status of the answer."""
    status: int = page.evaluate(
        """async ([address, values]) => {
            const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
            const body = new URLSearchParams({...values, csrfmiddlewaretoken: token});
            return (await fetch(address, {method: "POST", body})).status;
        }""",
        [address, values],
    )
    return status


def status_of(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer
    return answer.status


@dataclass
class Town(Case):
    """The case's people. Who comes back comes back to the browser they had."""

    cast: Cast
    site: str
    arrive: Arrive

    def __post_init__(self) -> None:
        super().__init__(self.cast)
        User.objects.update(language="fr")
        self.mail = self.arrive(None)
        self.read: dict[str, str] = {}
        self.citizen = self.arrive(None, PHONE)
        self.lawyer = self.arrive(None)

    @cached_property
    def agent(self) -> Page:
        return self.arrive(self.cast.agent)

    @cached_property
    def internal(self) -> Page:
        return self.arrive(self.cast.internal_partner)

    @cached_property
    def intruder(self) -> Page:
        return self.arrive(self.intruder_account)

    @cached_property
    def accountant(self) -> Page:
        return self.arrive(self.cast.partner_withdrawn, PHONE)

    @cached_property
    def engineer(self) -> Page:
        return self.arrive(self.cast.partner_unbound)

    def partners(self) -> dict[str, Page]:
        """By what they are asked for; the first of them works for the town."""
        return {
            "financier": self.internal, "juridique": self.lawyer,
            "technique": self.engineer, "comptable": self.accountant,
        }  # fmt: skip

    def go(self, page: Page, address: str) -> Page:
        page.goto(f"{self.site}{address}")
        return page

    def letters(self, to: str) -> list[str]:
        """The letters to somebody, the newest first, as the mailbox page shows them."""
        tasks.pump()
        self.go(self.mail, "/mailbox/")
        links = self.mail.locator("a[href*='/mailbox/2']").evaluate_all("all => all.map(each => each.href)")
        for address in dict.fromkeys(links):
            if address not in self.read:
                self.mail.goto(address)
                self.read[address] = said(self.mail)
        return [self.read[address] for address in dict.fromkeys(links) if to in self.read[address]]

    def key_for(self, email: str) -> str:
        return next(key_in(letter) for letter in self.letters(email) if "#" in letter)

    def register(self, page: Page, first: str, last: str, email: str) -> None:
        """From the page that asks to sign in or up, to where one wanted to go."""
        page.locator("main a[href*='/account/signup/?next=']").first.click()
        fits(page)
        enter(page, {"first_name": first, "last_name": last, "email": email, "password1": PASSWORD})
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator("main [name=code]")).to_be_visible()
        fits(page)
        code = CODE.search(self.letters(email)[0])
        assert code
        page.locator("main [name=code]").fill(code[0])
        page.locator("main form button[type=submit]").first.click()
        expect(page).not_to_have_url(re.compile("/account/"))

    def attach(self, page: Page, key: str) -> None:
        """By a link that holds the key, as the letter does."""
        self.go(page, f"/partner/attach/#{key}")
        expect(page.locator("[name=key]")).to_have_value(key)
        page.locator("#key-form button[type=submit]").click()
