"""What is owed to somebody."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers import enums
from dossiers.models.base import OrganisationRow
from dossiers.models.dossier import Dossier


class Outbox(OrganisationRow):
    """Something owed to somebody, recorded in the transaction that caused it. The queue is only the pump.

    `refs` holds ids, never text about a dossier; `sealed` holds a secret, encrypted, until it is sent.
    """

    kind = models.CharField(max_length=40)
    dedupe_key = models.CharField(max_length=120, unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, null=True, related_name="owed")
    refs = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=enums.Delivery.choices, default=enums.Delivery.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thing owed")
        verbose_name_plural = _("things owed")
        ordering = ("next_try", "pk")
        indexes: ClassVar = [models.Index(fields=["state", "next_try"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe_key}"
