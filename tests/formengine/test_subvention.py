"""The subsidy model that ships with the product: who sees what, as its case says."""

import json
from pathlib import Path
from typing import Any

import pytest

from formengine.acceptance import accept
from formengine.access import Access
from formengine.compiling import CompiledView, compile_view
from formengine.document import parse
from formengine.linting import lint
from formengine.model import Model
from formengine.projection import project
from tests.formengine.builders import codes

FIXTURE = Path(__file__).parents[2] / "fixtures" / "subvention-projet.json"
NEVER_FOR_PARTNERS = {
    *("iban", "representant_email", "representant_tel"),
    *("instruction_note", "montant_propose", "engagement_republicain"),
}


@pytest.fixture(scope="module")
def subvention() -> Model:
    return parse(json.loads(FIXTURE.read_text(encoding="utf-8")))


def seen(model: Model, view: str, status: str, kind: str = "", scope: str | None = None) -> CompiledView:
    cap = model.cap_for(kind, scope) if kind else model.cap_for("complement", None)
    return compile_view(model, view=view, status=status, cap=cap)


def test_it_has_no_faults(subvention: Model) -> None:
    assert lint(subvention) == ()


def test_no_partner_sees_what_is_never_for_partners(subvention: Model) -> None:
    for status in subvention.statuses:
        for kind in ("opinion", "complement", "both"):
            for scope in (None, *(each.key for each in subvention.scopes)):
                shown = seen(subvention, "partner", status.key, kind, scope).by_key
                assert not NEVER_FOR_PARTNERS & set(shown)


def test_an_opinion_changes_nothing_of_the_dossier(subvention: Model) -> None:
    for scope in subvention.scopes:
        assert not seen(subvention, "partner", "avis_en_cours", "opinion", scope.key).may_edit


def test_partners_see_nothing_while_the_citizen_completes(subvention: Model) -> None:
    assert seen(subvention, "partner", "a_completer", "both").by_key == {}
    assert seen(subvention, "partner", "accorde", "both").by_key == {}


def test_the_citizen_completes_the_budget_page_only(subvention: Model) -> None:
    compiled = seen(subvention, "internet", "a_completer")
    budget = {"montant_demande", "budget_postes", "autres_financeurs", "engagement_republicain"}
    editable = {key for key, each in compiled.by_key.items() if each.access is Access.EDIT}
    assert budget <= editable
    assert not {"asso_nom", "iban", "projet_titre"} & editable


def test_a_forged_request_by_a_partner_is_refused(subvention: Model) -> None:
    compiled = seen(subvention, "partner", "avis_en_cours", "opinion", "juridique")
    outcome = accept(compiled, {"projet_titre": "Festival"}, {"projet_titre": "Forged"})
    assert codes(outcome.forbidden) == [(("projet_titre",), "read_only")]
    assert outcome.answers == {"projet_titre": "Festival"}


BUDGET: list[dict[str, Any]] = [
    {"sens": "charge", "libelle": "Cachets artistiques", "montant": "21 000"},
    {"sens": "charge", "libelle": "Technique", "montant": "9400.5"},
    {"sens": "charge", "libelle": "Communication", "montant": "2 600,00"},
    {"sens": "produit", "libelle": "Commune", "montant": 18500},
    {"sens": "produit", "libelle": "Département", "montant": "6000"},
    {"sens": "produit", "libelle": "Buvette", "montant": "8500,50"},
]


def test_a_budget_out_of_balance_is_refused_at_the_budget(subvention: Model) -> None:
    compiled = seen(subvention, "internet", "brouillon")
    page = compiled.page_of("budget_postes")
    sent = {"montant_demande": "18500", "budget_postes": BUDGET, "engagement_republicain": True}
    assert codes(accept(compiled, {}, sent, page=page).problems) == []
    (problem,) = accept(compiled, {}, {**sent, "budget_postes": BUDGET[:-1]}, page=page).problems
    assert (problem.path, problem.params["check"]) == (("budget_postes",), "budget_equilibre")


def test_the_number_of_people_is_asked_of_public_events_only(subvention: Model) -> None:
    compiled = seen(subvention, "internet", "brouillon")
    assert "projet_jauge" not in project(compiled, {"projet_lieu_public": False}).fields
    assert project(compiled, {"projet_lieu_public": True}).fields["projet_jauge"].required
