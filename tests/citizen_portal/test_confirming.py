"""Typing the code that was sent to an address: from the page on which it was given to the receipt."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from dossiers.models import ConfirmedAddress, Dossier, Outbox
from dossiers.outbox import pump
from dossiers.sights import Sight
from tests.casting import Cast, completed_draft, filed_dossier
from tests.citizen_portal.browsing import errors, inputs, main_form, page_url, press, soup
from tests.confirming import ELSEWHERE, confirming_model, sealed_code

CHECK = "check-answers"


@pytest.fixture
def asking(cast: Cast) -> Cast:
    return replace(cast, model=confirming_model(cast))


@pytest.fixture
def sight(asking: Cast) -> Sight:
    """A draft that lacks nothing but the confirmation of an address."""
    return completed_draft(asking, representant_email=ELSEWHERE)


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("citizen")


def url_of(dossier: Sight | Dossier, name: str = "confirm") -> str:
    found = dossier.dossier if isinstance(dossier, Sight) else dossier
    return reverse(f"citizen_portal:{name}", args=[found.uid])


def typed(client: Client, sight: Sight, code: str, **more: str) -> Any:
    sent = inputs(main_form(client.get(url_of(sight))))
    return client.post(url_of(sight), {**sent, "code": code, "do": "confirm", **more})


def sends(client: Client, sight: Sight) -> Any:
    return client.post(page_url(sight, CHECK), {"to": "depose"})


def wrong(code: str) -> str:
    return ("1" if code[0] != "1" else "2") + code[1:]


class TestTheWay:
    def test_from_the_page_to_the_receipt(
        self, asking: Cast, client: Client, mailoutbox: list[EmailMessage]
    ) -> None:
        sight = completed_draft(asking)
        there = press(client, page_url(sight, "association"), {"representant_email": ELSEWHERE})
        assert there.status_code == 302
        assert f"We have sent a code to {ELSEWHERE}" in client.get(there["Location"]).text
        pump(at=timezone.now())
        (mail,) = mailoutbox
        found = re.search(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$", mail.body, re.MULTILINE)
        assert found
        assert mail.to == [ELSEWHERE]
        links = soup(client.get(page_url(sight, CHECK))).select("#error-summary a")
        assert [str(each["href"]) for each in links] == [url_of(sight)]
        done = typed(client, sight, found[0])
        assert (done.status_code, done["Location"]) == (302, url_of(sight))
        assert client.get(url_of(sight))["Location"] == page_url(sight, CHECK)
        check = client.get(page_url(sight, CHECK))
        assert f"{ELSEWHERE} is confirmed." in check.text
        assert not soup(check).select("#error-summary")
        assert sends(client, sight)["Location"] == url_of(sight, "receipt")

    def test_ones_own_address_asks_for_nothing(self, asking: Cast, client: Client) -> None:
        sight = completed_draft(asking)
        press(client, page_url(sight, "association"), {"representant_email": asking.citizen.email})
        assert client.get(url_of(sight))["Location"] == page_url(sight, CHECK)
        assert sends(client, sight)["Location"] == url_of(sight, "receipt")

    def test_sending_is_refused_with_a_link_to_the_page_of_codes(self, client: Client, sight: Sight) -> None:
        response = sends(client, sight)
        assert response.status_code == 422
        assert errors(response) == ["Courriel: confirm this address with the code that we send to it"]
        assert [str(each["href"]) for each in soup(response).select("#error-summary a")] == [url_of(sight)]
        assert Dossier.objects.get(pk=sight.dossier.pk).status == "brouillon"

    def test_the_address_can_be_changed(self, client: Client, sight: Sight) -> None:
        link = soup(client.get(url_of(sight))).select_one("main form a")
        assert link is not None
        url, _, anchor = str(link["href"]).partition("#")
        page = client.get(url)
        assert soup(page).find(id=anchor) is not None
        sent = {**inputs(main_form(page)), "representant_email": "b@treteaux.example", "_continue": "1"}
        assert client.post(page_url(sight, "association"), sent)["Location"] == page_url(sight, CHECK)
        assert [each.email for each in ConfirmedAddress.objects.exclude(code=None)][
            -1
        ] == "b@treteaux.example"
        assert "b@treteaux.example" in client.get(url_of(sight)).text

    def test_the_letter_reaches_the_demos_mailbox(
        self, asking: Cast, client: Client, settings: Settings
    ) -> None:
        settings.EMAIL_BACKEND = "config.mailbox.backend.Mailbox"
        sight = completed_draft(asking, representant_email=ELSEWHERE)
        code = sealed_code(sight.dossier, ELSEWHERE)
        pump(at=timezone.now())
        found = re.search(r"/mailbox/[0-9T]+-[0-9a-f]{8}/", client.get("/mailbox/").text)
        assert found
        assert code in client.get(found[0]).text


class TestThePage:
    def test_a_wrong_code_is_said_at_its_input(self, client: Client, sight: Sight) -> None:
        response = typed(client, sight, wrong(sealed_code(sight.dossier, ELSEWHERE)))
        assert response.status_code == 422
        assert errors(response) == [
            "This is not the code of our last message to this address. Look at it again."
        ]
        link = soup(response).select_one("#error-summary a")
        assert link is not None
        shown = soup(response).find(id=str(link["href"])[1:])
        assert shown is not None
        assert not shown.get("value"), "a code is not shown again"

    def test_what_is_no_code_is_said_too(self, client: Client, sight: Sight) -> None:
        assert errors(typed(client, sight, "abc"))[0].startswith("A code has eight letters and digits.")
        assert ConfirmedAddress.objects.get().tries == 0

    def test_after_too_many_it_says_when_to_come_back(
        self, asking: Cast, client: Client, sight: Sight
    ) -> None:
        code = sealed_code(sight.dossier, ELSEWHERE)
        found = [typed(client, sight, wrong(code)).status_code for _time in range(6)]
        assert found == [422] * 5 + [429]
        response = typed(client, sight, code)
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 60
        assert "You can try again from" in response.text

    def test_another_code_is_sent_for(self, client: Client, sight: Sight) -> None:
        ConfirmedAddress.objects.update(code=None, sent_at=None)
        assert "Send a code" in client.get(url_of(sight)).text
        form = inputs(main_form(client.get(url_of(sight))))
        response = client.post(url_of(sight), {**form, "do": "send"})
        assert response["Location"] == url_of(sight)
        page = client.get(url_of(sight)).text
        assert f"A code is on its way to {ELSEWHERE}." in page
        assert "Send another code" in page
        assert Outbox.objects.filter(kind="address_code").count() == 2

    @pytest.mark.parametrize("address", ["", "nobody@example.org", "\x00", "x" * 9000])
    def test_an_address_that_is_not_there_is_no_address(
        self, client: Client, sight: Sight, address: str
    ) -> None:
        for sent in ({"do": "send"}, {"code": "7KQ2-M4XD"}):
            response = client.post(url_of(sight), {"address": address, **sent})
            assert response.status_code == 409
        assert ConfirmedAddress.objects.get().tries == 0

    def test_it_is_nothing_to_others(self, cast: Cast, sight: Sight) -> None:
        code = sealed_code(sight.dossier, ELSEWHERE)
        for role in ("other_citizen", "agent", "partner", "admin", "agent_elsewhere"):
            assert cast.client(role).get(url_of(sight)).status_code == 404
            sent = {"address": ELSEWHERE, "code": code}
            assert cast.client(role).post(url_of(sight), sent).status_code == 404
        assert ConfirmedAddress.objects.get().confirmed_at is None

    def test_it_asks_who_you_are(self, cast: Cast, sight: Sight) -> None:
        response = cast.client("nobody").get(url_of(sight))
        assert response["Location"] == f"/account/login/?next={url_of(sight)}"

    def test_a_dossier_that_was_sent_has_nothing_to_confirm(self, asking: Cast, client: Client) -> None:
        dossier = filed_dossier(asking)
        assert client.get(url_of(dossier), follow=True).redirect_chain[-1][0] == url_of(dossier, "dossier")
        response = client.post(url_of(dossier), {"address": asking.citizen.email, "code": "7KQ2-M4XD"})
        assert response.status_code == 302

    def test_it_needs_a_fixed_number_of_queries(
        self, client: Client, sight: Sight, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client.get(url_of(sight))
        with django_assert_num_queries(8):
            assert client.get(url_of(sight)).status_code == 200

    def test_no_code_is_logged(self, client: Client, sight: Sight, caplog: pytest.LogCaptureFixture) -> None:
        code = sealed_code(sight.dossier, ELSEWHERE)
        with caplog.at_level("DEBUG"):
            typed(client, sight, wrong(code))
            typed(client, sight, code)
            pump(at=timezone.now())
        assert code not in caplog.text
        assert wrong(code) not in caplog.text
