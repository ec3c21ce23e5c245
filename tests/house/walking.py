"""Asking for an address as somebody, and taking back what it did."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.house.town import Country

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """A response and its whole body, files too."""

    response: HttpResponseBase
    body: bytes

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def leads_to_sign_in(self) -> bool:
        target = self.response.headers.get("Location", "").partition("?")[0]
        return self.status == 302 and target in (reverse("account_login"), "/desk/login/")


@dataclass
class Walker:
    """One person, in a fresh browser for each request. What fails inside is a 500, as in earnest."""

    country: Country
    role: str | User
    host: str = "testserver"
    session: str = field(init=False, default="")

    def __post_init__(self) -> None:
        browser = self.country.client(self.role, self.host)
        if settings.SESSION_COOKIE_NAME in browser.cookies:
            self.session = browser.cookies[settings.SESSION_COOKIE_NAME].value

    @contextmanager
    def asks(self, verb: str, path: str) -> Iterator[Answer]:
        browser = Client(SERVER_NAME=self.host, raise_request_exception=False)
        if self.session:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.session
        cache.clear()  # the limits on tries are not what is looked at here
        with transaction.atomic():
            response = browser.generic(verb, path, "", content_type=FORM)
            yield Answer(response, b"".join(response) if response.streaming else response.content)
            transaction.set_rollback(True)

    def status(self, verb: str, path: str) -> str:
        """As the table writes it."""
        with self.asks(verb, path) as answer:
            return "in" if answer.leads_to_sign_in else str(answer.status)
