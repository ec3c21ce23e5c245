"""Links from a dossier to another one of the same person: which may be chosen, and how they are called."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from accounts.actors import Actor
from dossiers.enums import Role
from dossiers.models import Dossier, Participation
from dossiers.sights import Sight
from formengine.access import Access
from formengine.compiling import CompiledField
from formengine.fieldtypes.base import Titled
from formengine.fieldtypes.dossier_link import DOSSIER_ID
from formengine.projection import Projection

MOST = 200
Offers = Mapping[str, Titled]


def offers(actor: Actor, sight: Sight, fields: Iterable[CompiledField]) -> Offers:
    """By the path of each link that may be edited: the dossiers to choose from. One query if there is one.

    Offered are those of the same applicant that have a reference, to the applicant's side and to the desk; a
    partner is offered none.
    """
    links = [
        each
        for field in fields
        for each in field.walk()
        if each.field.type == "dossier_link" and each.access is Access.EDIT
    ]
    if not links or not _may_choose(actor, sight):
        return {}
    found = list(_of_same_applicant(sight.dossier).select_related("model")[:MOST])
    return {each.field.path: tuple(_titled(one) for one in found if _fits(each, one)) for each in links}


def _may_choose(actor: Actor, sight: Sight) -> bool:
    return sight.participation is None or sight.participation.role in (Role.APPLICANT, Role.REPRESENTATIVE)


def _of_same_applicant(dossier: Dossier) -> Any:
    running = Participation.objects.running().filter(
        organisation_id=dossier.organisation_id, role=Role.APPLICANT
    )
    people = running.filter(dossier=dossier).values("user_id")
    return (
        Dossier.objects.of(dossier.organisation_id)
        .filter(pk__in=running.filter(user_id__in=people).values("dossier_id"))
        .exclude(pk=dossier.pk)
        .exclude(reference=None)
        .order_by("-submitted_at", "-pk")
    )


def _fits(link: CompiledField, dossier: Dossier) -> bool:
    return link.field.schema.get("x-model") in (None, dossier.model.key)


def _titled(dossier: Dossier) -> tuple[str, str]:
    return str(dossier.uid), f"{dossier.reference} {dossier.model.title}"


def linkable(actor: Actor, sight: Sight, values: Mapping[str, Any]) -> Collection[str]:
    """Ids of the dossiers that what was sent may link to. One query, where a field with a link was sent."""
    sent = (compiled for key in values if (compiled := sight.compiled.by_key.get(key)) is not None)
    return {uid for titled in offers(actor, sight, sent).values() for uid, _title in titled}


def named(shown: Projection, organisation_id: int) -> Offers:
    """How the dossiers are called that a projection links to. One query, where there is any."""
    links = [
        each
        for field in shown.fields.values()
        for each in field.walk()
        if each.field.type == "dossier_link" and DOSSIER_ID.fullmatch(str(each.value))  # not masked
    ]
    if not links:
        return {}
    uids = {each.value for each in links}
    found = Dossier.objects.of(organisation_id).filter(uid__in=uids).select_related("model")
    titles = tuple(_titled(each) for each in found.order_by())
    return dict.fromkeys((each.field.path for each in links), titles)
