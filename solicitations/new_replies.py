"""Replies that came in since an agent last looked, whoever asked for them."""

import datetime as dt

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from accounts.actors import Actor
from solicitations.models import RepliesSeen, Solicitation

LOOKED_BACK = dt.timedelta(days=7)
"""How far an agent who never looked sees back."""


def new_replies(actor: Actor, *, now: dt.datetime, most: int) -> list[Solicitation]:
    """The earliest first: what does not fit is there once these are seen. One query, by an index."""
    ours = RepliesSeen.objects.filter(organisation_id=actor.organisation_id, user_id=actor.person_id)
    since = Coalesce(Subquery(ours.order_by().values("until")[:1]), Value(now - LOOKED_BACK))
    found = Solicitation.objects.of(actor.organisation_id).filter(replied_at__gt=since, dossier__in_desk=True)
    return list(
        found.select_related("dossier", "asked_by")
        .defer("dossier__answers")
        .order_by("replied_at", "pk")[:most]
    )
