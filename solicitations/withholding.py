"""Files of a dossier that an agent took out of a partner's sight: for that partner they were never there."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q

from solicitations.models import Solicitation, Withheld
from solicitations.querysets import SolicitationQuerySet


def marked(found: SolicitationQuerySet) -> SolicitationQuerySet:
    """The same solicitations, each with whether anything is kept from its partner. No query of its own."""
    rows = Withheld.objects.filter(document__dossier_id=OuterRef("dossier_id"))
    theirs = rows.filter(Q(solicitation=None) | Q(solicitation=OuterRef("pk")))
    known: SolicitationQuerySet = found.annotate(keeps_back=Exists(theirs))
    return known


def withheld_from(solicitations: Iterable[Solicitation]) -> Mapping[int, frozenset[str]]:
    """By solicitation: ids of the files its partner does not see. One query, none where nothing is kept.

    A solicitation that was not `marked` is asked about.
    """
    asked = [each for each in solicitations if getattr(each, "keeps_back", True)]
    if not asked:
        return {}
    rows = Withheld.objects.filter(document__dossier__in={each.dossier_id for each in asked})
    kept = list(rows.values_list("document__dossier_id", "solicitation_id", "document_id"))
    return {
        each.pk: frozenset(
            str(document)
            for dossier, solicitation, document in kept
            if dossier == each.dossier_id and solicitation in (None, each.pk)
        )
        for each in asked
    }
