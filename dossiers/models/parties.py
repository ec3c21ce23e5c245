"""For whom a dossier was filed by somebody else, and which other parties an agent has invited."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.base import OrganisationRow
from dossiers.models.dossier import Dossier
from dossiers.models.taking_part import Invitation, Participation


class Beneficiary(OrganisationRow):
    """The person for whom somebody else filed the dossier: its applicant, with an account or without.

    `filer` is the participation of who filed it, in some capacity of the model. `invitation` is the key sent
    to `email` last, `participation` what it was bound to. `addressed_by`: the agent who gave the address.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="beneficiary")
    filer = models.OneToOneField(Participation, on_delete=models.PROTECT, related_name="filed_for")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    addressed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="beneficiary"
    )
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="beneficiary"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    disowned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("beneficiary")
        verbose_name_plural = _("beneficiaries")
        ordering = ("dossier", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(taken_over_at=None) | models.Q(participation__isnull=False),
                name="taken_over_by_who_takes_part",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Party(OrganisationRow):
    """Another party that an agent invited. `kind` is a key of the model's `x-parties`.

    `participation` is set once somebody has attached the dossier with the key, until they give it up.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="parties")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="party")
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="party"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    disowned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("dossier", "invited_at", "pk")

    def __str__(self) -> str:
        return self.name
