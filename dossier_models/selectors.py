"""The published document as a parsed model, read once for each digest and process."""

from functools import lru_cache

from dossier_models.models import DossierModel, ModelVersion
from formengine.document import parse
from formengine.model import Model


@lru_cache(maxsize=256)
def _parsed(_digest: str, version_id: int) -> Model:
    return parse(ModelVersion.objects.values_list("document", flat=True).get(pk=version_id))


def model_of(version: ModelVersion) -> Model:
    """The engine's model of a version. One query the first time in a process, none after."""
    return _parsed(version.digest, version.pk)


def open_models(organisation_id: int) -> list[tuple[DossierModel, Model]]:
    """The models one may apply under here, each with its latest version's design, by title. One query."""
    found = DossierModel.objects.of(organisation_id).open_for_applications().select_related("version")
    return [
        (each, model_of(each.version))
        for each in found.defer("draft", "version__document")
        if each.version is not None
    ]
