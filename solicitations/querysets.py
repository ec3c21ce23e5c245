"""Finding solicitations and opinions, narrowed from the start."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.actors import Actor
from solicitations.enums import OWING

if TYPE_CHECKING:
    import datetime as dt


class SolicitationQuerySet(models.QuerySet[Any]):
    def of(self, organisation_id: int) -> "SolicitationQuerySet":
        return self.filter(organisation_id=organisation_id)

    def owing(self) -> "SolicitationQuerySet":
        """Not fully answered, not withdrawn."""
        return self.filter(state__in=OWING)

    def overdue(self, today: "dt.date") -> "SolicitationQuerySet":
        return self.owing().filter(due_on__lt=today)

    def addressed_to(self, actor: Actor) -> "SolicitationQuerySet":
        """Those whose participation is this actor's and still runs."""
        return self.of(actor.organisation_id).filter(
            Q(participation__ends_at=None) | Q(participation__ends_at__gt=Now()),
            participation__user_id=actor.user_id,
            participation__ended_at=None,
        )


class PartnerPersonQuerySet(models.QuerySet[Any]):
    def of(self, organisation_id: int) -> "PartnerPersonQuerySet":
        return self.filter(organisation_id=organisation_id)

    def who_can_be_asked(self) -> "PartnerPersonQuerySet":
        """Active, of an active body; a colleague only while their account is."""
        account = Q(user=None) | Q(user__is_active=True)
        return self.filter(account, active=True, body__active=True)
