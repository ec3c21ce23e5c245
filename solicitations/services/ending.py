"""A request that has its answer is over once the dossier goes where its partner sees nothing of it."""

from django.db.models import Q

from dossiers.enums import EventKind
from dossiers.models import Participation
from dossiers.writing import Writing, after
from formengine.access import Access
from solicitations.enums import State

SETTLED = (State.ANSWERED, State.DECLINED)


@after(EventKind.MOVED, EventKind.VERSION_CHANGED)
def end_what_is_settled(deed: Writing) -> None:
    """For good: whatever status follows, the dossier is shown again only to who is asked again.

    Two queries at most, none where the status hides nothing from partners.
    """
    status, design = deed.dossier.stands_at, deed.dossier.design
    hidden = {each.view for each in design.scopes if status.cap(each.view).access is Access.HIDDEN}
    if hidden:
        settled = Q(solicitation__state__in=SETTLED) | Q(colleague__solicitation__state__in=SETTLED)
        ended = Participation.objects.filter(settled, dossier=deed.dossier, view__in=hidden).order_by()
        if pks := list(ended.values_list("pk", flat=True)):
            Participation.objects.filter(pk__in=pks).update(cap=Access.HIDDEN.word)
