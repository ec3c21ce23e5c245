"""Links from one dossier to another of the same person."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from dossier_models.models import DossierModel
from dossiers.links import named, offers
from dossiers.models import Dossier
from dossiers.services import open_dossier
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight, as_party
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.projection import project
from tests.casting import Cast, filed_dossier, published_model, save
from tests.formengine.builders import view
from tests.samples import DOCUMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def linking(cast: Cast) -> DossierModel:
    """A second form whose only question is a link to an earlier dossier."""
    document = json.loads(json.dumps(DOCUMENT))
    document["title"] = "Avenant"
    document["properties"]["earlier"] = {"type": "string", "x-type": "dossier_link", "title": "Dossier"}
    document["x-pages"].insert(0, {"key": "avant", "title": "Avant", "items": ["earlier"]})
    document["x-views"]["internet"]["rules"]["earlier"] = "edit"
    document["x-views"]["partner"]["rules"]["earlier"] = "read"
    return published_model(cast.actor("admin"), document)


def opened(cast: Cast, linking: DossierModel, role: str = "citizen") -> Sight:
    dossier = open_dossier(actor=cast.actor(role), model=linking, key=uuid4(), at=timezone.now())
    return as_party(cast.actor(role), dossier.uid)


def test_own_filed_dossiers_are_offered_and_nobody_elses(cast: Cast, linking: DossierModel) -> None:
    own, other = filed_dossier(cast), filed_dossier(cast, "other_citizen")
    sight = opened(cast, linking)
    offered = offers(cast.actor("citizen"), sight, sight.compiled.by_key.values())
    assert offered == {"earlier": ((str(own.uid), f"{own.reference} {own.model.title}"),)}
    save(cast.actor("citizen"), sight, page="avant", earlier=str(own.uid))
    assert Dossier.objects.get(pk=sight.dossier.pk).answers == {"earlier": str(own.uid)}
    again = as_party(cast.actor("citizen"), sight.dossier.uid)
    with pytest.raises(NotAcceptable) as refused:
        save(cast.actor("citizen"), again, page="avant", earlier=str(other.uid))
    assert refused.value.problems[0].code == "not_a_dossier"


def test_who_reads_it_sees_its_name(cast: Cast, linking: DossierModel) -> None:
    own = filed_dossier(cast)
    sight = opened(cast, linking)
    save(cast.actor("citizen"), sight, page="avant", earlier=str(own.uid))
    shown = as_party(cast.actor("citizen"), sight.dossier.uid).projection
    assert dict(named(shown, cast.organisation.pk)["earlier"])[str(own.uid)].startswith(str(own.reference))
    assert named(shown, cast.other_organisation.pk)["earlier"] == ()


def test_a_masked_link_is_not_looked_up(cast: Cast, linking: DossierModel) -> None:
    assert linking.version is not None
    drawn = json.loads(json.dumps(linking.version.document))
    drawn["x-views"]["internet"] |= {"masks": ["earlier"]}
    drawn["x-views"]["internet"]["rules"]["earlier"] = "read"
    compiled = compile_view(parse(drawn), view="internet", status=drawn["x-statuses"][0]["key"])
    shown = project(compiled, {"earlier": str(uuid4())})
    assert "****" in shown.fields["earlier"].value
    assert named(shown, cast.organisation.pk) == {}


def test_each_link_in_rows_is_named(cast: Cast) -> None:
    one, two = filed_dossier(cast), filed_dossier(cast, "other_citizen")
    rows = {"x-type": "rows", "items": {"properties": {"link": {"x-type": "dossier_link", "title": "L"}}}}
    stored = [{"_id": str(each.pk), "link": str(each.uid)} for each in (one, two)]
    shown = project(view({"rows": rows}), {"rows": stored})
    assert len(named(shown, cast.organisation.pk)["rows.link"]) == 2
