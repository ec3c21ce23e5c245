"""The published document as a parsed model, read once for each digest and process."""

from functools import lru_cache
from typing import Any

from dossier_models.models import DossierModel, ModelVersion, ReferenceList
from formengine.document import parse
from formengine.model import Model
from formengine.reference_lists import Entry, KeptList, freeze, lists_of


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


def whole_draft(model: DossierModel) -> Any:
    """The draft as it would be published: with the rows of the lists it names. One query if it names any."""
    named = lists_of(model.draft)
    if not named:
        return model.draft
    found = ReferenceList.objects.of(model.organisation_id).filter(key__in=named, version__isnull=False)
    rows = found.values_list("key", "version__number", "version__entries")
    kept = {
        key: KeptList(str(number), tuple(Entry(*row) for row in entries)) for key, number, entries in rows
    }
    return freeze(model.draft, kept)
