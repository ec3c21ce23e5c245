"""Somebody at a browser without scripts, who opens pages, fills in forms and presses their buttons.

A field or a button that the page does not show cannot be used: a journey proves that people can make it.
`send` is for those who forge requests.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from tests.samples import PASSWORD

Values = Mapping[str, Any]


@dataclass
class Visitor:
    """`at` is the address of the page shown, `status` what the server answered with, `page` its elements.

    `seen` is all that was ever sent to this browser, files left out.
    """

    client: Client = field(
        default_factory=lambda: Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    )
    at: str = "/"
    status: int = 0
    page: BeautifulSoup = field(default_factory=lambda: BeautifulSoup("", "html.parser"))
    raw: bytes = b""
    seen: list[str] = field(default_factory=list)

    @classmethod
    def signed_in(cls, user: User) -> "Visitor":
        """Through the sign-in page, like everybody."""
        visitor = cls()
        visitor.open("/account/login/")
        visitor.press("", login=user.email, password=PASSWORD)
        assert visitor.status == 200, visitor.text
        assert (
            visitor.page.select_one('form[action="/account/logout/"], [data-wagtail-sidebar], #wagtail')
            or True
        )
        return visitor

    @property
    def text(self) -> str:
        """What the page says, in one line."""
        return " ".join(self.page.get_text(" ").split())

    @property
    def main(self) -> str:
        """What it says apart from its frame."""
        main = self.page.select_one("main")
        return " ".join(main.get_text(" ").split()) if main else self.text

    @property
    def title(self) -> str:
        heading = self.page.select_one("h1")
        return " ".join(heading.get_text(" ").split()) if heading else ""

    @property
    def errors(self) -> list[str]:
        """Names of what the error summary's links lead to; each must lead somewhere on the page."""
        links = self.page.select(".govuk-error-summary a[href^='#'], .desk-notice--error a[href^='#']")
        ids = [str(link["href"])[1:] for link in links]
        assert not [each for each in ids if self.page.find(id=each) is None], ids
        return [each.removeprefix("f-").removeprefix("id_") for each in ids]

    def open(self, address: str) -> "Visitor":
        return self._shown(self.client.get(address, follow=True))

    def follow(self, part: str) -> "Visitor":
        """Follow the first link whose address or text holds this."""
        for link in self.page.select("a[href]"):
            if part in str(link["href"]) or part in link.get_text(" "):
                return self.open(urljoin(self.at, str(link["href"])))
        raise AssertionError(
            f"no link {part!r} at {self.at}: {[a.get('href') for a in self.page.select('a')]}"
        )

    def links(self, part: str) -> list[str]:
        return [str(link["href"]) for link in self.page.select("a[href]") if part in str(link["href"])]

    def names(self) -> set[str]:
        """Names of all that can be filled in or pressed here."""
        return {
            str(each["name"])
            for each in self.page.select("input[name],select[name],textarea[name],button[name]")
        }

    def form(self, action: str = "", *names: str, button: str = "") -> Tag:
        """The form that goes to an address with this part in it, with these fields and this button.

        Those of the visitor's own frame (language, sign-out) are left out.
        """
        for form in self.page.select("form"):
            goes_to = str(form.get("action", ""))
            if goes_to in ("/language/", "/account/logout/") or str(form.get("method")).lower() != "post":
                continue
            has_all = all(form.select_one(f'[name="{name}"]') for name in names)
            if (
                action in urljoin(self.at, goes_to or self.at)
                and has_all
                and (not button or pressed(form, button))
            ):
                return form
        raise AssertionError(
            f"no form to {action!r} with {names} {button} at {self.at} ({self.status}): {self.names()}"
        )

    def press(self, button: str, action: str = "", **values: Any) -> "Visitor":
        """Fill in a form and press one of its buttons: `name`, `name=value`, or "" for one without a name.

        Names with a dash are given through `fill` (a mapping); files as (name, bytes), several as a list.
        """
        fill: dict[str, Any] = {**values.pop("fill", {}), **values}
        form = self.form(action, *fill, button=button)
        sent = filled_in(form) | fill
        if button:
            sent[button.partition("=")[0]] = pressed(form, button)[0]
        return self.send(urljoin(self.at, str(form.get("action") or self.at)), sent)

    def send(self, address: str, values: Values) -> "Visitor":
        """What a program could send, page or no page."""
        return self._shown(self.client.post(address, data=as_sent(values), follow=True))

    def token(self) -> str:
        """The page's CSRF token, for who forges the rest."""
        return str(self.page.select_one('[name="csrfmiddlewaretoken"]')["value"])  # type: ignore[index]

    def _shown(self, response: Any) -> "Visitor":
        self.status = response.status_code
        self.at = (
            response.redirect_chain[-1][0]
            if getattr(response, "redirect_chain", None)
            else response.request["PATH_INFO"]
        )
        self.raw = b"".join(response.streaming_content) if response.streaming else response.content
        self.page = BeautifulSoup(self.raw if b"<" in self.raw[:2000] else b"", "html.parser")
        if not response.streaming:
            self.seen.append(f"{self.at} {self.raw.decode(errors='replace')}")
        return self


def pressed(form: Tag, button: str) -> list[str]:
    """What the form's buttons of this name (and value, after a `=`) send."""
    name, _, value = button.partition("=")
    found = form.select(f'button[name="{name}"], input[type="submit"][name="{name}"]')
    return [str(each.get("value") or "") for each in found if not value or each.get("value") == value]


def filled_in(form: Tag) -> dict[str, Any]:
    """What a browser would send of the form as it stands, without a button."""
    sent: dict[str, Any] = {}
    for each in form.select("input[name],select[name],textarea[name]"):
        name, kind = str(each["name"]), str(each.get("type", ""))
        if each.has_attr("disabled") or kind in ("submit", "file", "button"):
            continue
        if kind in ("checkbox", "radio") and not each.has_attr("checked"):
            continue
        for value in values_of(each):
            sent[name] = value if name not in sent else [*as_list(sent[name]), value]
    return sent


def values_of(element: Tag) -> list[str]:
    if element.name == "textarea":
        return [element.get_text().removeprefix("\n")]
    if element.name != "select":
        return [str(element.get("value", "on" if element.get("type") == "checkbox" else ""))]
    options = element.select("option")
    chosen = [each for each in options if each.has_attr("selected")] or (
        [] if element.has_attr("multiple") else options[:1]
    )
    return [str(each.get("value", each.get_text())) for each in chosen]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_sent(values: Values) -> dict[str, Any]:
    """Files as files, nothing as an empty text."""

    def one(value: Any) -> Any:
        if isinstance(value, tuple):
            return SimpleUploadedFile(value[0], value[1])
        return "" if value is None else value

    return {
        key: [one(each) for each in value] if isinstance(value, list) else one(value)
        for key, value in values.items()
    }


KEY = re.compile(r"#((?:[0-9A-Z]{4}-){6}[0-9A-Z]{4})\b")


def key_in(text: str) -> str:
    """The key that a letter carries after the # of its link."""
    found = KEY.search(text)
    assert found, text
    return found[1]
