"""Two dossiers that differ only in what the desk does not see: no page of the desk tells them apart."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dossier_models.models import DossierModel
from dossiers.enums import EventKind
from dossiers.models import Dossier
from dossiers.sights import Sight, as_agent
from dossiers.writing import writing
from tests.casting import Cast, Consultation, filed_dossier, next_version, save
from tests.crm.conftest import steadied, text_of, url
from tests.samples import DOCUMENT

TABS = ("dossier", "form", "documents", "partners", "history", "ask", "remind")


@pytest.fixture
def blind(cast: Cast) -> DossierModel:
    """The subsidy model, three answers hidden from the desk: one listed first, one a condition asks about."""
    rules = {key: rule for key, rule in DOCUMENT["x-views"]["crm"]["rules"].items() if key not in HIDDEN}
    views = {**DOCUMENT["x-views"], "crm": {**DOCUMENT["x-views"]["crm"], "rules": rules}}
    version = cast.model.version
    assert version is not None
    cast.model.version = type(version).objects.create(
        organisation=cast.organisation, model=cast.model, number=2, document={**DOCUMENT, "x-views": views},
        digest="blind", published_at=version.published_at,
    )  # fmt: skip
    cast.model.save(update_fields=["version"])
    return cast.model


HIDDEN = {
    "projet_titre": "Un autre titre",
    "iban": "FR1420041010050500013M02606",
    "projet_lieu_public": False,
}


def pages(agent: Client, dossier: Dossier) -> dict[str, str]:
    addresses = {tab: url(tab, dossier.uid) for tab in TABS}
    addresses |= {key: url("page", dossier.uid, key) for key in ("association", "instruction", "suite")}
    for scope in ("financier", "juridique", "technique", "comptable"):
        seen = f"{url('foresee', dossier.uid)}?scope={scope}&kind="
        addresses |= {f"foresee {scope} {kind}": seen + kind for kind in ("opinion", "both")}
    addresses |= {"queue": url("queue"), "found": f"{url('queue')}?q=Un autre", "first": "/desk/"}
    return {name: steadied(text_of(agent.get(address))) for name, address in addresses.items()}


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


class TestTwinWorlds:
    @pytest.mark.parametrize("key", HIDDEN)
    def test_a_hidden_answer_leaves_no_trace(
        self, cast: Cast, agent: Client, blind: DossierModel, consultation: Consultation, key: str
    ) -> None:
        dossier = consultation.dossier
        assert dossier.version_id == blind.version_id
        before = pages(agent, dossier)
        dossier.answers = {**dossier.answers, key: HIDDEN[key]}
        dossier.title = str(HIDDEN["projet_titre"])
        dossier.save(update_fields=["answers", "title"])
        dossier.values_listed.filter(key="projet_titre").update(text=HIDDEN["projet_titre"])
        for word in ("un", "autre", "titre"):  # as if words of an answer that is not shown had been stored
            dossier.words.create(organisation_id=dossier.organisation_id, key="projet_titre", word=word)
        assert differing(before, pages(agent, dossier)) == []

    def test_a_change_of_hidden_answers_alone_is_not_in_the_history(
        self, cast: Cast, agent: Client, blind: DossierModel, consultation: Consultation
    ) -> None:
        dossier = consultation.dossier
        before = pages(agent, dossier)
        with_the_citizens_hand(cast, dossier, {"projet_titre": "Un autre titre"})
        assert differing(before, pages(agent, dossier)) == []

    def test_what_is_missing_and_hidden_is_not_named(self, cast: Cast, agent: Client) -> None:
        def narrower(document: dict[str, Any]) -> None:
            (move,) = next(each for each in document["x-statuses"] if each["key"] == "depose")["to"]
            move["requires"] = ["engagement_republicain"]
            document["properties"]["engagement_republicain"]["title"] = "Canari"
            document["x-views"]["internet"]["rules"]["engagement_republicain"] = "edit"

        next_version(cast.model, narrower)
        dossier = filed_dossier(cast, engagement_republicain=None)
        page = text_of(agent.get(url("dossier", dossier.uid)))
        assert "Something else is missing." in page
        assert "Canari" not in page

    def test_the_comparison_would_see_a_difference(
        self, cast: Cast, agent: Client, blind: DossierModel, consultation: Consultation
    ) -> None:
        before = pages(agent, consultation.dossier)
        actor = cast.actor("agent")
        save(actor, as_agent(actor, consultation.dossier.uid), page="instruction", instruction_note="Vu.")
        assert {"form", "history", "instruction"} <= set(
            differing(before, pages(agent, consultation.dossier))
        )


def with_the_citizens_hand(cast: Cast, dossier: Dossier, changes: dict[str, Any]) -> None:
    """Write as the applicant's page would, at a status that lets them."""
    with writing(Sight(dossier, "internet"), actor=cast.actor("citizen"), at=timezone.now()) as deed:
        deed.revise("internet", changes)
        deed.record(EventKind.ANSWERED, view="internet", fields=sorted(changes))
