"""Further people who take part in one request."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models import Invitation, OrganisationRow, Participation
from solicitations.models.asked import Solicitation


class Colleague(OrganisationRow):
    """Somebody who takes part in a request beside the partner it was made to, and sees the same of it.

    An external one has a key of their own until they attach the dossier; an internal one takes part at once.
    `by_partner`: added by the partner, not by an agent. Once removed they see nothing; the row stays.
    """

    solicitation = models.ForeignKey(Solicitation, on_delete=models.CASCADE, related_name="colleagues")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    by_partner = models.BooleanField(default=False)
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="colleague"
    )
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="colleague"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")
        ordering = ("solicitation", "added_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["solicitation", "email"],
                condition=models.Q(removed_at=None),
                name="colleague_once_a_request",
            ),
        ]

    def __str__(self) -> str:
        return f"colleague {self.pk} on {self.solicitation_id}"
