"""Asking for many dossiers at once: what was to be asked, and what became of it dossier by dossier."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier, OrganisationRow
from solicitations.enums import Outcome


class Batch(OrganisationRow):
    """One request of an agent for many dossiers. `asked`: what is asked and of whom, as they chose it."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    asked = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("batch of requests")
        verbose_name_plural = _("batches of requests")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"batch {self.pk}"


class BatchLine(OrganisationRow):
    """One dossier of a batch. `uid` is the key under which it is asked, so that it is asked once."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("dossier of a batch")
        verbose_name_plural = _("dossiers of a batch")
        ordering = ("batch", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "dossier"], name="dossier_once_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.dossier_id} of {self.batch_id}"
