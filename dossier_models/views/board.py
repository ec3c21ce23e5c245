"""What all tabs of the designer have in common: finding the model, making a gesture, showing the board again.

Every gesture is a POST of `do` (a verb, with arguments after colons), `drawn_on` (the number of the draft the
page was made from) and what the verb needs. Without JavaScript the answer is a redirect to the whole
page; with htmx it is the parts of the page that changed.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.vary import vary_on_headers

from accounts.middleware import OrganisationRequest
from dossier_models import services
from dossier_models.models import DossierModel
from dossier_models.problems import Placed, design_problems
from dossier_models.selectors import whole_draft
from dossier_models.sentences import refusal_text
from dossier_models.tabs import PREVIEW, tabs
from formengine.document import document_digest
from formengine.editing import Document, Refused

LONGEST_ADDRESS = 300  # of a field: six keys of 40 characters, and dots
REPLAYED = 60  # at most so many values of a refused gesture are offered again


class Invalid(Exception):
    """A form of this page has errors; `name` is what the template calls it."""

    def __init__(self, name: str, form: Any) -> None:
        super().__init__(name)
        self.name, self.form = name, form


class Redraw(Exception):
    """Nothing to save yet: show the page with this form as it is composed now."""

    def __init__(self, name: str, form: Any) -> None:
        super().__init__(name)
        self.name, self.form = name, form


@method_decorator(vary_on_headers("HX-Request"), name="dispatch")
class BoardView(View):
    """A tab. Subclasses say which gestures it knows and what its columns show."""

    section: ClassVar[str]
    url_name: ClassVar[str]
    body: ClassVar[str]  # the template of what is left of the preview
    quiet: ClassVar[str] = ""  # the template of the part that an autosave changes
    has_preview: ClassVar[bool] = True
    http_method_names = ["get", "post", "head", "options"]

    request: OrganisationRequest
    model: DossierModel

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = DossierModel.objects.drawn_by(self.request.actor)
        found = found.select_related("version", "drawn_by", "locked_by").defer("version__document")
        self.model = get_object_or_404(found, pk=kwargs["pk"])

    # What a tab says of itself

    def verbs(self) -> Mapping[str, Callable[..., services.Gesture]]:
        """Gestures by verb: what makes one of the arguments after the verb. They read self.request.POST."""
        return {}

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        """The context of the tab's own template."""
        return {}

    def selected_after(self, before: Document, after: Document, item: str) -> str:
        """What is selected once a gesture is made: usually what it added."""
        return item

    # GET and POST

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
            return self.fragment(self.item_in(request.GET))
        return self.page(self.item_in(request.GET))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        item = self.item_in(request.POST)
        try:
            self.make(request.POST.get("do", ""))
        except Invalid as invalid:
            return self.again(item, 422, {invalid.name: invalid.form})
        except Redraw as redraw:
            return self.again(item, 200, {redraw.name: redraw.form})
        except services.StaleDraft as stale:
            self.model.refresh_from_db()
            return self.again(item, 409, {}, stale=stale, replay=replayed(request.POST))
        except services.NotDrawable as refused:
            return self.again(item, 422, {}, notice=refusal_text(refused.reason))
        except services.DraftLocked as locked:
            text = _("%(name)s has locked this model. Nothing has been changed.") % {"name": locked.by}
            return self.again(item, locked.http_status, {}, notice=text)
        except services.NothingToUndo as refused:
            return self.again(item, refused.http_status, {}, notice=str(refused.message))
        item = self.item_after or item
        if request.headers.get("HX-Request"):
            return self.fragment(item, drawn=True, quiet=bool(request.POST.get("quiet")))
        return redirect(self.url(item))

    item_after = ""

    def make(self, do: str) -> None:
        """Make the gesture that was asked for, and remember what is selected after it."""
        drawn_on = number(self.request.POST.get("drawn_on"))
        verb, *arguments = do.split(":")
        before, now, actor = self.model.draft, timezone.now(), self.request.actor
        if verb == "undo":
            self.model = services.undo(actor=actor, model=self.model, drawn_on=drawn_on, at=now)
            return
        if verb == "redo":
            self.model = services.redo(actor=actor, model=self.model, drawn_on=drawn_on, at=now)
            return
        try:
            made = self.verbs().get(verb)
            if made is None:
                raise Refused("unknown_gesture")
            gesture = made(*arguments)
        except Refused as refused:
            raise services.NotDrawable(refused) from refused
        except TypeError:
            raise services.NotDrawable(Refused("unknown_gesture")) from None
        self.model = services.apply_gesture(
            actor=actor, model=self.model, gesture=gesture, drawn_on=drawn_on, at=now
        )
        self.item_after = self.selected_after(before, self.model.draft, self.item_in(self.request.POST))

    def item_in(self, sent: QueryDict) -> str:
        return sent.get("item", "")[:LONGEST_ADDRESS].replace("\x00", "")

    def url(self, item: str = "") -> str:
        query = f"?{urlencode({'item': item})}" if item else ""
        return reverse(self.url_name, args=[self.model.pk]) + query

    def checked(self, name: str, form: Form) -> Any:
        """The form, valid; it is shown again with its errors where it is not."""
        if not form.is_valid():
            raise Invalid(name, form)
        return form

    # Showing

    def page(
        self, item: str, status: int = 200, forms: dict[str, Any] | None = None, **more: Any
    ) -> HttpResponse:
        context = self.context(item, forms or {}, **more)
        return render(self.request, "dossier_models/board.html", context, status=status)

    def fragment(
        self,
        item: str,
        status: int = 200,
        forms: dict[str, Any] | None = None,
        *,
        drawn: bool = False,
        quiet: bool = False,
        **more: Any,
    ) -> HttpResponse:
        context = self.context(item, forms or {}, **more) | {"is_fragment": True, "is_quiet": quiet}
        template = "dossier_models/quiet.html" if quiet and self.quiet else "dossier_models/fragment.html"
        response = render(self.request, template, context, status=status)
        response.headers["HX-Push-Url"] = self.url(context["item"]) if status == 200 else "false"
        if quiet and self.quiet:
            response.headers["HX-Reswap"] = "none"
        if drawn:
            response.headers["HX-Trigger-After-Swap"] = "draft-changed"
        return response

    def again(self, item: str, status: int, forms: dict[str, Any], **more: Any) -> HttpResponse:
        """The page as it was sent, with what is wrong. Nothing typed is lost."""
        if not self.request.headers.get("HX-Request"):
            return self.page(item, status, forms, **more)
        response = self.fragment(item, status, forms, **more)
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#board", "outerHTML"
        return response

    def context(self, item: str, forms: dict[str, Any], **more: Any) -> dict[str, Any]:
        model, whole = self.model, whole_draft(self.model)
        problems = design_problems(whole)
        here = model.latest_revision_id or 0
        revisions = list(
            model.revisions.order_by("-pk").values_list("pk", flat=True)[: services.KEPT_REVISIONS]
        )
        context = {
            "model": model,
            "document": model.draft,
            "view": self,
            "section": self.section,
            "body": self.body,
            "quiet_part": self.quiet,
            "tabs": [(tab, reverse(tab.url_name, args=[model.pk])) for tab in tabs()],
            "problems": [(problem, self.problem_url(problem)) for problem in problems],
            "can_undo": any(each < here for each in revisions),
            "can_redo": any(each > here for each in revisions),
            "is_changed": model.version is None or model.version.digest != document_digest(whole),
            "is_locked": model.locked and model.locked_by_id != self.request.actor.user_id,
            "action": reverse(self.url_name, args=[model.pk]),
            "preview_url": reverse(PREVIEW, args=[model.pk]) if self.has_preview else "",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": listing_url(), "label": _("Dossier models")},
                {"url": "", "label": model.draft.get("title", "")},
            ],
            "header_title": model.draft.get("title", ""),
            "header_icon": "form",
        }
        context |= {"item": item} | more
        context |= self.columns(item, problems, forms)
        return context | {"preview_query": urlencode(self.preview_of(context["item"]))}

    def preview_of(self, item: str) -> dict[str, str]:
        """What the preview should show of what is selected: view, status, kind, scope, page."""
        return {}

    def problem_url(self, problem: Placed) -> str:
        names = {tab.section: tab.url_name for tab in tabs()}
        address = reverse(names.get(problem.section, "dossier_models:fields"), args=[self.model.pk])
        return f"{address}?{urlencode({'item': problem.item})}" if problem.item else address


def listing_url() -> str:
    return reverse("dossier_models_list:index")


def number(text: str | None) -> int:
    """A draft number as sent; -1, which is always stale, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def replayed(sent: QueryDict) -> list[tuple[str, str]]:
    """What was sent, to be offered again on the draft as it is now."""
    skipped = ("csrfmiddlewaretoken", "drawn_on", "quiet")
    pairs = [(name, value) for name in sent for value in sent.getlist(name) if name not in skipped]
    return pairs if len(pairs) <= REPLAYED else []
