"""Mails about one's account: from the organisation, in the language of the page."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.casting import Cast

SIGNUP, RESET = reverse("account_signup"), reverse("account_reset_password")
NEWCOMER = {
    "first_name": "Zoé",
    "last_name": "Le Bihan",
    "email": "zoe@example.org",
    "password1": "crabe-vélo-9",
}


@pytest.fixture(autouse=True)
def mails_are_kept(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "sent"),
    [(SIGNUP, NEWCOMER), (RESET, {"email": "citizen"}), (RESET, {"email": "nobody@example.org"})],
)
def test_every_one_is_signed_by_the_organisation(cast: Cast, page: str, sent: dict[str, str]) -> None:
    citizen = cast.user("citizen")
    assert citizen is not None
    if sent["email"] == "citizen":
        sent = {"email": citizen.email}
    Client(headers={"accept-language": "fr"}).post(page, sent)
    body = str(mail.outbox[-1].body)
    assert body.startswith("Bonjour,")
    assert body.endswith(f"-- \n{cast.organisation.name}")
    assert "testserver!" not in body


def test_an_address_that_has_an_account_is_told_so_by_mail_only(cast: Cast) -> None:
    citizen = cast.user("citizen")
    assert citizen is not None
    Client().post(SIGNUP, {**NEWCOMER, "email": citizen.email})
    assert mail.outbox[-1].subject == "You have an account already"
    assert reverse("account_reset_password") in mail.outbox[-1].body
