"""Addresses that were confirmed by a code, or are to be."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.base import OrganisationRow
from dossiers.models.dossier import Dossier


class ConfirmedAddress(OrganisationRow):
    """An address somebody wrote into a dossier, and whether they have shown that its mail reaches them.

    One row a person and address. `places` are dotted paths of the fields they wrote it into: for everybody
    else it counts only there, so that nobody learns by trying which addresses others have confirmed. `code`
    is a keyed hash, gone once it was used; `codes` counts how many were sent.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="addresses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.CharField(max_length=254)
    places = models.JSONField(default=list)
    code = models.BinaryField(max_length=32, null=True)
    codes = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("address to be confirmed")
        verbose_name_plural = _("addresses to be confirmed")
        ordering = ("dossier", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "user", "email"], name="one_address_a_person"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(code=None), name="no_code_once_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} address {self.pk}"
