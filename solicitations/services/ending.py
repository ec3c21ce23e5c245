"""A request that has its answer is over once the dossier goes where its partner sees nothing of it."""

from django.db.models import Q
from django.db.models.functions import Now

from dossiers.enums import EventKind
from dossiers.models import Invitation, Participation
from dossiers.writing import Writing, after
from formengine.access import Access
from solicitations.enums import State

SETTLED = (State.ANSWERED, State.DECLINED)


@after(EventKind.MOVED, EventKind.VERSION_CHANGED)
def end_what_is_settled(deed: Writing) -> None:
    """For good: whatever status follows, the dossier is shown again only to who is asked again.

    Keys of it that nobody has used yet die too: there is nothing left that they could open. One query, six
    where something ends, none where the status hides nothing from partners or the dossier is just filed.
    """
    if deed.dossier.submitted_at == deed.at:
        return  # filed by this very deed: nobody can have been asked before
    status, design = deed.dossier.stands_at, deed.dossier.design
    hidden = {each.view for each in design.scopes if status.cap(each.view).access is Access.HIDDEN}
    scopes = [each.key for each in design.scopes if each.view in hidden]
    if not scopes:
        return
    settled = deed.dossier.solicitations.filter(state__in=SETTLED, scope__in=scopes, over_at=None)
    if not (pks := list(settled.order_by().values_list("pk", flat=True))):
        return
    theirs = Q(solicitation__in=pks) | Q(colleague__solicitation__in=pks)
    places = Participation.objects.filter(theirs, dossier=deed.dossier).order_by()
    Participation.objects.filter(pk__in=list(places.values_list("pk", flat=True))).update(
        cap=Access.HIDDEN.word
    )
    unused = Invitation.objects.filter(theirs, dossier=deed.dossier, bound_to=None, revoked_at=None)
    Invitation.objects.filter(pk__in=list(unused.order_by().values_list("pk", flat=True))).update(
        revoked_at=Now()
    )
    deed.dossier.solicitations.filter(pk__in=pks).update(over_at=deed.at)
