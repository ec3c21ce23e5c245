"""Finding models and versions."""

from typing import Any

from django.db import models

from accounts.actors import Actor


class DossierModelQuerySet(models.QuerySet[Any]):
    def of(self, organisation_id: int) -> "DossierModelQuerySet":
        return self.filter(organisation_id=organisation_id)

    def drawn_by(self, actor: Actor) -> "DossierModelQuerySet":
        """Those this actor may open on the drawing board: an administrator's, of their organisation."""
        return self.of(actor.organisation_id) if actor.is_admin else self.none()

    def open_for_applications(self) -> "DossierModelQuerySet":
        return self.filter(is_open=True, version__isnull=False)


class ModelVersionQuerySet(models.QuerySet[Any]):
    def of(self, organisation_id: int) -> "ModelVersionQuerySet":
        return self.filter(organisation_id=organisation_id)

    def light(self) -> "ModelVersionQuerySet":
        """Without the document, which is large and cached by digest."""
        return self.defer("document")


class ReferenceListQuerySet(models.QuerySet[Any]):
    def of(self, organisation_id: int) -> "ReferenceListQuerySet":
        return self.filter(organisation_id=organisation_id)

    def kept_by(self, actor: Actor) -> "ReferenceListQuerySet":
        """Those this actor may see and upload: an administrator's, of their organisation."""
        return self.of(actor.organisation_id) if actor.is_admin else self.none()
