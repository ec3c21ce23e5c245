"""What happened to a dossier: revisions and events, never altered; deeds done once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers import enums
from dossiers.models.base import OrganisationRow
from dossiers.models.dossier import Dossier


class Revision(OrganisationRow):
    """One appended change of answers: who, when, through which view, from what to what. Never altered."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    view = models.CharField(max_length=40)
    changes = models.JSONField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("dossier", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "number"], name="revision_number_once_a_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} r{self.number}"


class Event(OrganisationRow):
    """One line of the audit trail, chained to the one before by its hash. Never altered."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=30, choices=enums.EventKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("dossier", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "number"], name="event_number_once_a_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} e{self.number} {self.kind}"


class DoneOnce(OrganisationRow):
    """An idempotency key that was used, and the digest of what was sent with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user", "key"], name="once_for_each_key"),
        ]

    def __str__(self) -> str:
        return str(self.key)
