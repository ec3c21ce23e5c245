"""Reads that begin narrowed: nobody finds a dossier they take no part in."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now

from accounts.actors import Actor
from dossiers.enums import PARTNER_ROLES

CLOCKS_DIFFER = dt.timedelta(minutes=5)
LAST_LETTER = chr(0x10FFFF)


class DossierQuerySet(models.QuerySet[Any]):
    def of(self, organisation_id: int) -> "DossierQuerySet":
        return self.filter(organisation_id=organisation_id)

    def visible_to(self, actor: Actor) -> "DossierQuerySet":
        """Those the actor has a running participation in, or may work on at the desk.

        Whether their view shows anything at the present status is the projection's to say.
        """
        if not actor.is_signed_in:
            return self.none()
        mine = Q(
            pk__in=_participations().running().filter(
                user_id=actor.user_id, organisation_id=actor.organisation_id
            ).values("dossier_id")
        )  # fmt: skip
        return self.of(actor.organisation_id).filter(mine | Q(in_desk=True) if actor.is_agent else mine)

    def at_the_desk_of(self, actor: Actor) -> "DossierQuerySet":
        """The work queue's: what the desk may see, drafts of citizens left out.

        Compared with a value, because SQLite enters no index by a bare column.
        """
        if not actor.is_agent:
            return self.none()
        return self.of(actor.organisation_id).filter(in_desk=Value(True))

    def gathered_at_the_desk_of(self, actor: Actor, pks: Any) -> "DossierQuerySet":
        """The same of a few dossiers, known by id: said so that no index of the queue is walked instead."""
        if not actor.is_agent:
            return self.none()
        own: DossierQuerySet = self.alias(own=F("organisation_id") + 0)
        return own.filter(own=actor.organisation_id, pk__in=pks, in_desk=True)

    def with_design(self) -> "DossierQuerySet":
        """With version and model, without their documents: those are large, and parsed once a process."""
        return self.select_related("version", "model").defer("version__document", "model__draft")

    def newest_first(self) -> "DossierQuerySet":
        return self.order_by("-status_since", "-pk")


@models.CharField.register_lookup
class Begins(models.Lookup[str]):
    """How a text begins, letter by letter, by a range of an index: `startswith` enters none on SQLite.

    PostgreSQL enters an index with `varchar_pattern_ops`. Of the letters, % and _ stand for themselves.
    """

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", (*params, self.rhs, *params, f"{self.rhs}{LAST_LETTER}")

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*params, f"{connection.ops.prep_for_like_query(self.rhs)}%")


class SearchWordQuerySet(models.QuerySet[Any]):
    def beginning(self, prefix: str) -> "SearchWordQuerySet":
        """Words that begin so. `prefix` is folded already."""
        return self.filter(word__begins=prefix)

    def of(self, organisation_id: int) -> "SearchWordQuerySet":
        return self.filter(organisation_id=organisation_id)


def _participations() -> "ParticipationQuerySet":
    return apps.get_model("dossiers", "Participation").objects.all()


class ParticipationQuerySet(models.QuerySet[Any]):
    def running(self) -> "ParticipationQuerySet":
        """Begun, not ended, by the database's clock, which need not agree with ours to the second."""
        begun = Q(starts_at__lte=Now() + CLOCKS_DIFFER)
        return self.filter(begun, Q(ends_at=None) | Q(ends_at__gt=Now()), ended_at=None)

    def with_dossier(self) -> "ParticipationQuerySet":
        """With the dossier, its version and model, without their documents."""
        return self.select_related("dossier__version", "dossier__model").defer(
            "dossier__version__document", "dossier__model__draft"
        )

    def of(self, actor: Actor) -> "ParticipationQuerySet":
        return self.filter(organisation_id=actor.organisation_id, user_id=actor.user_id)

    def of_partners(self) -> "ParticipationQuerySet":
        return self.filter(role__in=PARTNER_ROLES)


class InvitationQuerySet(models.QuerySet[Any]):
    def usable(self) -> "InvitationQuerySet":
        """Neither bound nor withdrawn nor past its end, by the database's clock."""
        return self.filter(bound_to=None, revoked_at=None, expires_at__gt=Now())


class DocumentQuerySet(models.QuerySet[Any]):
    def of(self, organisation_id: int) -> "DocumentQuerySet":
        return self.filter(organisation_id=organisation_id)
