"""What befalls everybody who takes part in a request alike: its partner and the colleagues beside them."""

from typing import Any

from dossiers.services.inviting import end_participation, lower_participation, revoke
from dossiers.writing import Writing
from formengine.access import Access
from solicitations.models import Colleague, Solicitation


def owe_all(deed: Writing, solicitation: Solicitation, kind: str, dedupe_key: str, **refs: Any) -> None:
    """Owe each of them this letter; `solicitations.readers.reader_of` says in it whom it is for."""
    deed.owe(kind, dedupe_key, solicitation=solicitation.pk, **refs)
    for colleague in solicitation.colleagues.filter(removed_at=None):
        deed.owe(
            kind, f"{dedupe_key}:c{colleague.pk}", solicitation=solicitation.pk, colleague=colleague.pk,
            **refs,
        )  # fmt: skip


def end_all(deed: Writing, solicitation: Solicitation) -> None:
    """All their keys die and their participations end, at once."""
    colleagues = solicitation.colleagues.select_related("invitation", "participation")
    places: list[Solicitation | Colleague] = [solicitation, *colleagues]
    for place in places:
        if place.invitation:
            revoke(deed, place.invitation)
        if place.participation:
            end_participation(deed, place.participation)


def lower_all(solicitation: Solicitation, access: Access) -> None:
    """Cap what each of them may do from now on."""
    for participation in solicitation.participations:
        lower_participation(participation, access)
