"""What comes with an opinion, and complements as they were sent. What was given never changes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossier_models.models import ModelVersion
from dossiers.models import Document, OrganisationRow
from solicitations.models.asked import Opinion, Solicitation


class OpinionFile(OrganisationRow):
    """A file that came with an opinion. It belongs to the opinion, never to the dossier."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("file of an opinion")
        verbose_name_plural = _("files of opinions")
        ordering = ("opinion", "position")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opinion", "position"], name="file_place_once_an_opinion"),
            models.UniqueConstraint(fields=["opinion", "document"], name="file_once_an_opinion"),
        ]

    def __str__(self) -> str:
        return f"file {self.position} of {self.opinion_id}"


class Complement(OrganisationRow):
    """A complement as it was sent: `answers` by field, under `version` of the form.

    They are what its partner's view showed of these fields then, and what they may see of them for good,
    whatever becomes of the dossier. A correction is another one.
    """

    solicitation = models.ForeignKey(Solicitation, on_delete=models.CASCADE, related_name="complements")
    number = models.PositiveSmallIntegerField(default=1)
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("complement")
        verbose_name_plural = _("complements")
        ordering = ("solicitation", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["solicitation", "number"], name="complement_number_once_a_solicitation"
            ),
        ]

    def __str__(self) -> str:
        return f"complement {self.number} of {self.solicitation_id}"
