"""What somebody asked would see, before anybody is asked."""

import pytest
from django.test import Client

from dossiers.models import Dossier
from tests.casting import Cast, dossier_in_hand
from tests.crm.conftest import text_of, url


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return dossier_in_hand(cast).dossier


class TestForesight:
    def see(self, agent: Client, dossier: Dossier, **query: str) -> str:
        return text_of(agent.get(url("foresee", dossier.uid), query))

    def test_it_shows_the_values_as_the_partner_would_read_them(
        self, agent: Client, dossier: Dossier
    ) -> None:
        page = self.see(agent, dossier, scope="juridique", kind="opinion")
        assert "Intitulé du projet" in page
        assert str(dossier.answers["projet_titre"]) in page.replace("&#x27;", "'")
        assert "Montant demandé" not in page
        assert str(dossier.answers["iban"]) not in page.replace(" ", "")

    def test_it_says_what_they_may_fill_in(self, agent: Client, dossier: Dossier) -> None:
        page = self.see(agent, dossier, scope="comptable", kind="complement")
        assert "Observation de l&#x27;expert-comptable" in page

    @pytest.mark.parametrize("query", [{"scope": "x"}, {"kind": "x"}, {"scope": "\x00"}])
    def test_what_the_form_does_not_have_is_not_there(
        self, agent: Client, dossier: Dossier, query: dict[str, str]
    ) -> None:
        assert agent.get(url("foresee", dossier.uid), query).status_code == 404

    def test_a_status_at_which_partners_see_nothing_is_not_shown(
        self, agent: Client, dossier: Dossier
    ) -> None:
        shown = self.see(agent, dossier, scope="juridique", kind="opinion", status="depose")
        assert "This dossier at “Avis en cours”" in shown
