"""The registry of partners: whom an organisation asks, and what for. Nothing here gives anybody any sight."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from dossiers.models import OrganisationRow
from solicitations.querysets import PartnerPersonQuerySet


class PartnerBody(OrganisationRow):
    """A body whose people are asked. `scopes`: keys of those it serves; none means all."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    internal = models.BooleanField(_("internal"), default=False)
    scopes = models.JSONField(_("scopes"), default=list, blank=True)
    active = models.BooleanField(_("active"), default=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("partner body")
        verbose_name_plural = _("partner bodies")
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", Lower("name"), name="partner_body_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerPerson(OrganisationRow):
    """Somebody to ask there. `user` names a colleague, who answers at the desk."""

    body = models.ForeignKey(PartnerBody, on_delete=models.CASCADE, related_name="people")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    active = models.BooleanField(_("active"), default=True)

    objects = PartnerPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", Lower("email"), name="partner_addressed_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "name", "id"], name="partners_by_name"),
        ]

    def __str__(self) -> str:
        return self.name
