"""The cast is what it says: otherwise every other test speaks of something else."""

from pathlib import Path

import pytest
import yaml

from dossiers.models import Dossier
from solicitations.enums import State
from tests.casting import (
    ROLES,
    Cast,
    decided_dossier,
    dossier_under_consultation,
    filed_dossier,
    opened_dossier,
)
from tests.samples import ANSWERS, COMPLEMENT


def test_everybody_is_there(cast: Cast) -> None:
    assert [role for role in ROLES if cast.user(role) is None] == ["nobody"]
    assert [role for role in ROLES if cast.actor(role).is_agent] == ["agent"]
    assert cast.actor("agent_elsewhere", cast.other_organisation).is_agent


def test_a_dossier_can_be_filed(cast: Cast) -> None:
    assert opened_dossier(cast).dossier.status == "brouillon"
    dossier = filed_dossier(cast)
    assert (dossier.status, dossier.reference[:4]) == ("depose", "SUB-")  # type: ignore[index]
    assert dossier.title == ANSWERS["projet_titre"]


def test_everybody_is_asked(cast: Cast) -> None:
    stage = dossier_under_consultation(cast)
    assert stage.dossier.status == "avis_en_cours"
    assert [stage.internal.state, stage.partner.state, stage.unbound.state, stage.withdrawn.state] == [
        State.ATTACHED,
        State.ATTACHED,
        State.ASKED,
        State.WITHDRAWN,
    ]


@pytest.mark.parametrize("outcome", ["accorde", "refuse"])
def test_a_decision_can_be_taken(cast: Cast, outcome: str) -> None:
    assert Dossier.objects.get(pk=decided_dossier(cast, outcome).pk).status == outcome


def test_the_samples_are_the_cases(casebook: Path) -> None:
    case = yaml.safe_load((casebook / "cases" / "fr-subvention-association.yaml").read_text())["sample"]
    said = case["answers"] | {key: case["complement"]["s4"][key] for key in COMPLEMENT}
    ours = {**ANSWERS, **COMPLEMENT}
    assert set(ours) == set(said)
    same = [key for key in said if not isinstance(said[key], dict | list | float | int)]
    assert {key: ours[key] for key in same} == {key: said[key] for key in same}
    assert [float(row["montant"]) for row in ours["budget_postes"]] == [
        row["montant"] for row in said["budget_postes"]
    ]
