import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from dossiers.models import Dossier
from tests.casting import Cast

HOME = "/"


def start_url(cast: Cast) -> str:
    return reverse("citizen_portal:start", args=[cast.model.key])


class TestHome:
    def test_it_shows_the_open_forms_to_anybody(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        Client().get(HOME)  # the design is read once a process
        with django_assert_num_queries(2):  # the organisation, its forms
            response = Client().get(HOME)
        assert response.status_code == 200
        assert cast.model.title in response.content.decode()
        assert start_url(cast) in response.content.decode()

    def test_it_asks_as_much_for_somebody_signed_in(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = cast.client("citizen")
        client.get(HOME)
        # the session, its person; the organisation, its forms; works here? was asked something?
        with django_assert_num_queries(6):
            assert client.get(HOME).status_code == 200

    def test_it_says_so_when_nothing_is_open(self, cast: Cast) -> None:
        cast.model.is_open = False
        cast.model.save(update_fields=["is_open"])
        text = Client().get(HOME).content.decode()
        assert "No form is open at the moment" in text
        assert cast.model.title not in text

    def test_it_shows_nothing_of_another_organisation(self, cast: Cast) -> None:
        cast.model.organisation = cast.other_organisation
        cast.model.save(update_fields=["organisation"])
        assert cast.model.title not in Client().get(HOME).content.decode()

    def test_it_takes_no_post(self, cast: Cast) -> None:
        assert Client().post(HOME).status_code == 405


class TestStart:
    def test_it_says_what_will_be_asked_and_what_to_have_at_hand(self, cast: Cast) -> None:
        text = Client().get(start_url(cast)).content.decode()
        assert "Le budget" in text
        assert "Statuts signés" in text
        assert "(in some cases)" in text  # the safety plan, above 300 people only
        assert "Instruction" not in text  # the desk's page
        assert "Comptes certifiés" not in text  # a partner's document

    def test_it_does_not_exist_for_an_unknown_form(self, cast: Cast) -> None:
        assert Client().get(reverse("citizen_portal:start", args=["nothing"])).status_code == 404

    def test_it_does_not_exist_for_a_closed_form(self, cast: Cast) -> None:
        cast.model.is_open = False
        cast.model.save(update_fields=["is_open"])
        assert Client().get(start_url(cast)).status_code == 404

    def test_it_sends_somebody_unknown_to_sign_in_and_back(self, cast: Cast) -> None:
        response = Client().post(start_url(cast))
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={start_url(cast)}")
        assert not Dossier.objects.exists()

    def test_it_opens_one_dossier_however_often_the_button_is_pressed(self, cast: Cast) -> None:
        client = cast.client("citizen")
        page = client.get(start_url(cast)).content.decode()
        found = re.search(r'name="idempotency_key" value="([^"]+)"', page)
        assert found
        first, second = (client.post(start_url(cast), {"idempotency_key": found[1]}) for _ in range(2))
        dossier = Dossier.objects.get()
        assert first["Location"] == second["Location"] == reverse("citizen_portal:fill", args=[dossier.uid])

    def test_it_opens_another_for_another_key(self, cast: Cast) -> None:
        client = cast.client("citizen")
        for _ in range(2):
            client.post(start_url(cast), {"idempotency_key": str(uuid4())})
        assert Dossier.objects.count() == 2

    @pytest.mark.parametrize("key", ["", "garbage", "\x00", "9" * 10_000])
    def test_it_takes_what_is_no_key_for_a_new_one(self, cast: Cast, key: str) -> None:
        assert cast.client("citizen").post(start_url(cast), {"idempotency_key": key}).status_code == 302
        assert Dossier.objects.count() == 1
