"""What a move asks for besides a valid form, and dossiers that leave a reader's sight with time."""

import datetime as dt
import json
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.services import open_dossier
from dossiers.services.saving import NotAcceptable
from dossiers.sights import NotYours, Sight, as_party
from tests.casting import Cast, moved, next_version, published_model, save

pytestmark = pytest.mark.django_db

CONSENT = {"x-type": "consent", "title": "Consent", "x-text": "Yes.", "x-version": "1"}
DOCUMENT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "title": "Demands",
    "properties": {
        "lawyer": {"x-type": "text", "title": "Lawyer"},
        "mandate": {"x-type": "text", "title": "Mandate"},
        "consent": CONSENT,
    },
    "x-pages": [{"key": "page", "title": "Page", "items": ["lawyer", "mandate", "consent"]}],
    "x-views": {
        "internet": {"surface": "portal", "rules": {"*": "edit"}},
        "crm": {"surface": "desk", "rules": {"*": "read"}},
        "partner": {"surface": "portal", "rules": {"*": "read"}},
    },
    "x-statuses": [
        {
            "key": "draft",
            "title": "Draft",
            "caps": {"internet": "edit"},
            "to": [
                {
                    "status": "done",
                    "by": "citizen",
                    "consents": "current",
                    "requires": [{"key": "mandate", "when": {"!": {"empty": {"var": "lawyer"}}}}],
                }
            ],
        },
        {
            "key": "done",
            "title": "Done",
            "caps": {"internet": "read", "crm": "read"},
            "hidden_after_days": {"internet": 90},
            "final": True,
        },
    ],
}


@pytest.fixture
def sight(cast: Cast) -> Sight:
    model = published_model(cast.actor("admin"), json.loads(json.dumps(DOCUMENT)))
    citizen = cast.actor("citizen")
    made = open_dossier(actor=citizen, model=model, key=uuid4(), at=timezone.now())
    return as_party(citizen, made.uid)


def again(cast: Cast, sight: Sight) -> Sight:
    return as_party(cast.actor("citizen"), sight.dossier.uid)


def test_a_field_is_asked_for_while_its_condition_is_met(cast: Cast, sight: Sight) -> None:
    citizen = cast.actor("citizen")
    save(citizen, sight, lawyer="Me Galli")
    with pytest.raises(NotAcceptable) as refused:
        moved(citizen, again(cast, sight), "done")
    assert [(each.path, each.code) for each in refused.value.problems] == [(("mandate",), "required")]
    save(citizen, again(cast, sight), lawyer="")
    assert moved(citizen, again(cast, sight), "done").status == "done"


def test_consent_to_an_older_text_has_to_be_given_again(cast: Cast, sight: Sight) -> None:
    citizen = cast.actor("citizen")
    save(citizen, sight, consent="true")
    changed = next_version(
        sight.dossier.model, lambda new: new["properties"]["consent"].update({"x-text": "No."})
    )
    Dossier.objects.filter(pk=sight.dossier.pk).update(version=changed)
    with pytest.raises(NotAcceptable) as refused:
        moved(citizen, again(cast, sight), "done")
    assert [(each.path, each.code) for each in refused.value.problems] == [(("consent",), "consent_outdated")]
    save(citizen, again(cast, sight), consent="true")
    assert moved(citizen, again(cast, sight), "done").status == "done"


def test_a_dossier_leaves_the_sight_of_a_view_when_its_days_are_over(cast: Cast, sight: Sight) -> None:
    moved(cast.actor("citizen"), sight, "done")
    own = Dossier.objects.filter(pk=sight.dossier.pk)
    own.update(status_since=timezone.now() - dt.timedelta(days=89))
    assert again(cast, sight).is_open
    own.update(status_since=timezone.now() - dt.timedelta(days=91))
    with pytest.raises(NotYours):
        again(cast, sight)
