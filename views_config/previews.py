"""What somebody would see of a dossier filed under the draft: the steps taken in earnest, no row anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dossier_models.palette import KINDS, Text
from formengine.access import NO_CAP, Cap
from formengine.compiling import CompiledView, compile_view
from formengine.djangoforms import PageForm, form_class
from formengine.model import INTERNET, PARTNER, Model, View


@dataclass(frozen=True)
class Stand:
    """Who looks, and when: keys that exist in the model. `kind` and `scope`: only where partners look."""

    view: str
    status: str
    kind: str = ""
    scope: str = ""


def stand_in(model: Model, asked: Mapping[str, Any]) -> Stand:
    """What was asked for, with what exists in place of what does not. A view shows best where it may edit."""
    view = _known(
        asked.get("view"), model.views, INTERNET if INTERNET in model.views else next(iter(model.views))
    )
    fallback = max(model.statuses, key=lambda status: status.cap(view).access)
    status = _known(asked.get("status"), [each.key for each in model.statuses], fallback.key)
    if not is_asked(model.views[view]):
        return Stand(view, status)
    kind = _known(asked.get("kind"), KINDS, "both")
    scope = _known(asked.get("scope"), [scope.key for scope in model.scopes], "")
    return Stand(view, status, kind, scope)


def is_asked(view: View) -> bool:
    """Whether people come to this view by being asked: partners, and further views of the portal."""
    return view.key == PARTNER or (view.surface == "portal" and view.key != INTERNET)


def _known(value: Any, known: Any, default: str) -> str:
    return value if isinstance(value, str) and value in known else default


def compiled_for(model: Model, stand: Stand) -> CompiledView:
    cap: Cap = model.cap_for(stand.kind, stand.scope or None) if stand.kind else NO_CAP
    return compile_view(model, view=stand.view, status=stand.status, cap=cap)


@dataclass(frozen=True)
class Trial:
    """The preview as it stands: the page shown, all that show something, and the answers tried so far."""

    form: PageForm | None
    title: str
    pages: tuple[tuple[str, str], ...]
    typed: Mapping[str, Any]
    is_judged: bool

    @property
    def can_try(self) -> bool:
        """Whether the page shown has anything to fill in."""
        return self.form is not None and any(each.editable for each in self.form.shown.values())


def trial_of(
    compiled: CompiledView,
    *,
    page: str,
    go: str,
    typed: Mapping[str, Any],
    data: Any,
    language: str,
    refresh_url: str,
    judged: bool,
) -> Trial:
    """`page` was sent (with `data`), `go` is to be shown next; `typed` is what was kept of the others."""
    known = {each.key: each for each in compiled.pages}
    sent: PageForm | None = None
    if data is not None and page in known:
        sent = form_class(compiled, page)(
            data, answers={}, typed=typed, language=language, refresh_url=refresh_url, complete=judged
        )
        typed = {**typed, **sent.submitted}
        if judged:
            sent.full_clean()
    forms = {
        key: form_class(compiled, key)(answers={}, typed=typed, language=language, refresh_url=refresh_url)
        for key in known
    }
    shown = [key for key, form in forms.items() if form.shown]
    if not shown:
        return Trial(None, "", (), typed, False)
    now = next((key for key in (go, page) if key in shown), shown[0])
    stays = sent is not None and now == page
    titles = tuple((key, known[key].page.title) for key in shown)
    return Trial(sent if stays else forms[now], known[now].page.title, titles, typed, stays and judged)


def kinds() -> list[tuple[str, Text]]:
    return list(KINDS.items())
