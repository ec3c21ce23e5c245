import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.casting import Cast
from tests.samples import PASSWORD

SIGNUP, LOGIN = reverse("account_signup"), reverse("account_login")
CONFIRM = reverse("account_email_verification_sent")
SOMEBODY = {
    "first_name": "Zoé",
    "last_name": "Le Bihan",
    "email": "zoe.lebihan@example.org",
    "password1": "crabe-vélo-lanterne",
}


@pytest.fixture(autouse=True)
def mails_are_kept(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


def code() -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


class TestSigningUp:
    def test_it_asks_for_a_name_an_address_and_a_password(self, cast: Cast) -> None:
        form = BeautifulSoup(Client().get(SIGNUP).content, "html.parser").select_one("main form")
        assert form is not None
        names = [each["name"] for each in form.select("input:not([type=hidden])")]
        assert names == ["first_name", "last_name", "email", "password1"]
        assert all(form.select_one(f'label[for="id_{name}"]') is not None for name in names)

    def test_the_code_from_the_mail_opens_the_account_where_one_wanted_to_go(self, cast: Cast) -> None:
        client, wanted = Client(), reverse("citizen_portal:start", args=[cast.model.key])
        response = client.post(SIGNUP, {**SOMEBODY, "next": wanted})
        assert response["Location"].startswith(CONFIRM)
        assert "zoe.lebihan@example.org" in client.get(response["Location"]).content.decode()
        response = client.post(response["Location"], {"code": code()})
        assert response["Location"] == wanted
        person = User.objects.get(email="zoe.lebihan@example.org")
        assert str(person) == "Zoé Le Bihan"
        assert "Zoé Le Bihan" in client.get("/").content.decode()

    def test_mails_are_written_in_the_language_of_the_page(self, cast: Cast) -> None:
        client = Client(headers={"accept-language": "fr"})
        client.post(SIGNUP, SOMEBODY)
        assert User.objects.get(email=SOMEBODY["email"]).language == "fr"

    def test_a_wrong_code_is_refused_in_words(self, cast: Cast) -> None:
        client = Client()
        client.post(SIGNUP, SOMEBODY)
        response = client.post(CONFIRM, {"code": "AAAAAA"})
        assert response.status_code == 200
        assert BeautifulSoup(response.content, "html.parser").select_one("#error-summary") is not None
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("field", ["first_name", "last_name", "email", "password1"])
    @pytest.mark.parametrize("text", ["", "\x00", " "])
    def test_what_cannot_be_is_said_beside_the_field(self, cast: Cast, field: str, text: str) -> None:
        response = Client().post(SIGNUP, {**SOMEBODY, field: text})
        assert response.status_code == 200
        found = BeautifulSoup(response.content, "html.parser")
        assert found.select_one(f'#error-summary a[href="#id_{field}"]') is not None
        assert SOMEBODY["password1"] not in response.content.decode()
        assert not User.objects.filter(email=SOMEBODY["email"]).exists()

    def test_an_address_that_is_known_looks_the_same(self, cast: Cast) -> None:
        unknown = Client().post(SIGNUP, SOMEBODY)
        known = Client().post(SIGNUP, {**SOMEBODY, "email": cast.citizen.email})
        assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])


class TestSigningIn:
    def test_it_leads_where_one_wanted_to_go(self, cast: Cast) -> None:
        response = Client().post(
            LOGIN, {"login": cast.citizen.email, "password": PASSWORD, "next": "/dossiers/"}
        )
        assert response["Location"] == "/dossiers/"

    def test_a_wrong_password_is_refused_in_words(self, cast: Cast) -> None:
        response = Client().post(LOGIN, {"login": cast.citizen.email, "password": "wrong"})
        found = BeautifulSoup(response.content, "html.parser")
        assert found.select_one("#error-summary") is not None
        assert found.select_one(f'input[name=login][value="{cast.citizen.email}"]') is not None

    def test_the_new_password_page_says_the_same_to_all(self, cast: Cast) -> None:
        url = reverse("account_reset_password")
        replies = [Client().post(url, {"email": each}) for each in (cast.citizen.email, "nobody@example.org")]
        assert {each["Location"] for each in replies} == {reverse("account_reset_password_done")}

    def test_a_spent_link_says_what_to_do(self, cast: Cast) -> None:
        response = Client().get(reverse("account_reset_password_from_key", args=["1", "abc-def"]))
        assert "Ask for a new link" in response.content.decode()


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_logout"])
def test_the_pages_of_an_account_wear_the_portals_look(cast: Cast, name: str) -> None:
    response = cast.client("citizen").get(reverse(name), follow=True)
    found = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert found.select_one(".portal-header") is not None
    assert len(found.select("h1")) == 1
