"""Finding solicitations and opinions, narrowed from the start."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
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
        """Those this actor takes part in, as their partner or as a colleague, and still does."""
        if actor.user_id is None:
            return self.none()
        mine = apps.get_model("dossiers", "Participation").objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=Now()), user_id=actor.user_id, ended_at=None
        )
        beside = apps.get_model("solicitations", "Colleague").objects.filter(
            participation__in=mine.values("pk")
        )
        return self.of(actor.organisation_id).filter(
            Q(participation__in=mine.values("pk")) | Q(pk__in=beside.values("solicitation_id"))
        )

    def ever_addressed_to(self, actor: Actor) -> "SolicitationQuerySet":
        """Those in which this actor has a place, also where it has come to its end."""
        if actor.user_id is None:
            return self.none()
        mine = apps.get_model("dossiers", "Participation").objects.filter(user_id=actor.user_id)
        beside = apps.get_model("solicitations", "Colleague").objects.filter(
            participation__in=mine.values("pk"), removed_at=None
        )
        return self.of(actor.organisation_id).filter(
            Q(participation__in=mine.values("pk")) | Q(pk__in=beside.values("solicitation_id"))
        )


class PartnerPersonQuerySet(models.QuerySet[Any]):
    def of(self, organisation_id: int) -> "PartnerPersonQuerySet":
        return self.filter(organisation_id=organisation_id)

    def who_can_be_asked(self) -> "PartnerPersonQuerySet":
        """Active, of an active body; a colleague only while their account is."""
        account = Q(user=None) | Q(user__is_active=True)
        return self.filter(account, active=True, body__active=True)
