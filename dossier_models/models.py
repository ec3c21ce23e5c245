"""The drawing board: dossier models, their drafts, and the versions people file under."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import LockableMixin, RevisionMixin

from accounts.models import Organisation
from dossier_models.fields import DocumentField
from dossier_models.querysets import DossierModelQuerySet, ModelVersionQuerySet, ReferenceListQuerySet


class DossierModel(LockableMixin, RevisionMixin, models.Model):
    """The design of one kind of dossier. `draft` is the document being drawn; nobody files under it.

    `draft_number` counts the gestures made on the draft: a gesture says which one it was made on, so that two
    people at one draft are told of each other. All gestures after number `drawn_since` are `drawn_by`'s:
    one person's quick clicks are not stale.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="dossier_models")
    key = models.SlugField(_("short name"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    draft: Any = DocumentField(default=dict)
    draft_number = models.PositiveIntegerField(default=0)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    drawn_since = models.PositiveIntegerField(default=0, editable=False)
    version = models.ForeignKey(
        "ModelVersion", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    is_open = models.BooleanField(_("open for applications"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DossierModelQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # it refers to nothing of Wagtail's, and is saved at every gesture

    class Meta:
        verbose_name = _("dossier model")
        verbose_name_plural = _("dossier models")
        ordering = ("title", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="model_key_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return self.title


class ModelVersion(models.Model):
    """One published, numbered state of a model. It never changes: the database refuses it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    model = models.ForeignKey(DossierModel, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document: Any = DocumentField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ModelVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("model", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "number"], name="version_number_once_a_model"),
        ]

    def __str__(self) -> str:
        return f"{self.model_id} v{self.number}"


class ReferenceList(models.Model):
    """Rows that the administrator uploads as CSV. Fields name it by its key; `version` is the latest."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reference_lists")
    key = models.CharField(_("key"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    version = models.ForeignKey(
        "ReferenceListVersion", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = ReferenceListQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference list")
        verbose_name_plural = _("reference lists")
        ordering = ("title", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="list_key_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return self.title


class ReferenceListVersion(models.Model):
    """One upload: `entries` are `[[value, title]]`. It never changes: the database refuses it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(ReferenceList, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    entries: Any = DocumentField()
    row_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a reference list")
        verbose_name_plural = _("versions of reference lists")
        ordering = ("list", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "number"], name="version_number_once_a_list"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} v{self.number}"
