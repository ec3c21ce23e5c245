"""One ask of somebody outside, and asking it as the agent."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from dossiers.services import NotAcceptable
from dossiers.sights import Sight
from solicitations.models import Solicitation
from solicitations.services import Ask, ask
from tests.casting import Cast


def outside(**changes: Any) -> Ask:
    due = timezone.localdate() + dt.timedelta(days=20)
    known: dict[str, Any] = {"email": "cabinet@example.org", "name": "Cabinet", "scope": "juridique"}
    return Ask(kind="opinion", due_on=due, **{**known, **changes})


def asking(cast: Cast, sight: Sight, *these: Ask, key: UUID | None = None) -> list[Solicitation]:
    actor = cast.actor("agent")
    return ask(actor=actor, sight=sight, asks=these, move_to=None, key=key or uuid4(), at=timezone.now())


def refused(cast: Cast, sight: Sight, *these: Ask) -> list[tuple[Any, ...]]:
    with pytest.raises(NotAcceptable) as caught:
        asking(cast, sight, *these)
    return [(*problem.path, problem.code) for problem in caught.value.problems]
