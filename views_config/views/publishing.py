"""Publishing a draft, and the versions there are."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dossier_models import services
from dossier_models.models import ModelVersion
from dossier_models.problems import Placed
from dossier_models.selectors import model_of, whole_draft
from dossier_models.views.board import BoardView, number
from formengine.document import parse
from formengine.model import Model
from views_config.exposing import exposures, reasons
from views_config.participants import openings, overwriting
from views_config.telling import told

DRAFT = "draft"


def changes(old: Model | None, new: Model) -> dict[str, Any]:
    """What the change list shows: chapters, who newly sees what, why open dossiers would not fit."""
    return {
        "chapters": told(old, new) if old else (),
        "exposures": exposures(old, new),
        "openings": openings(old, new),
        "reasons": reasons(old, new) if old else (),
        "is_first": old is None,
    }


class PublishView(BoardView):
    """What will be published, and the button that does it."""

    section = "publish"
    url_name = "views_config:publish"
    body = "views_config/publish.html"
    has_preview = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.POST.get("do") != "publish":
            return super().post(request, *args, **kwargs)
        try:
            version = services.publish(
                actor=self.request.actor,
                model=self.model,
                drawn_on=number(request.POST.get("drawn_on")),
                at=timezone.now(),
            )
        except services.StaleDraft as stale:
            self.model.refresh_from_db()
            return self.again("", 409, {}, stale=stale)
        except services.NotPublishable as refused:
            return self.again("", refused.http_status, {}, notice=str(refused.message))
        except services.NothingChanged as refused:
            return self.again("", refused.http_status, {}, notice=str(refused.message))
        except services.DraftLocked as locked:
            text = _("%(name)s has locked this model. Nothing has been published.") % {"name": locked.by}
            return self.again("", locked.http_status, {}, notice=text)
        text = _("Version %(number)s of “%(title)s” is published.")
        messages.success(request, text % {"number": version.number, "title": self.model.draft["title"]})
        return redirect("views_config:versions", pk=self.model.pk)

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        last = self.model.version
        before, after = model_of(last) if last else None, parse(whole_draft(self.model))
        return {
            "next_number": last.number + 1 if last else 1,
            "field_count": len(self.model.draft["properties"]),
            "changes": changes(before, after),
            "overwriting": overwriting(after),
        }


class VersionsView(BoardView):
    """The versions, newest first, and what any two differ in. A draft can begin again from any of them."""

    section = "versions"
    url_name = "views_config:versions"
    body = "views_config/versions.html"
    has_preview = False

    def verbs(self) -> Any:
        return {"begin-again": self.begin_again}

    def begin_again(self, number_text: str) -> services.Gesture:
        """The draft becomes what a version was; undo brings it back."""
        found = ModelVersion.objects.filter(model=self.model, number=number(number_text))
        document = found.values_list("document", flat=True).first()
        return lambda draft: document or draft

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        versions = list(self.model.versions.light().select_related("published_by").order_by("-number"))
        return {
            "versions": versions,
            "publish_url": reverse("views_config:publish", args=[self.model.pk]),
            "compared": self.compared(versions),
        }

    def compared(self, versions: list[ModelVersion]) -> dict[str, Any] | None:
        """What two versions, or a version and the draft, differ in, as the address asks (`from`, `to`)."""
        asked, known = self.request.GET, {str(each.number): each for each in versions}
        old, new = known.get(asked.get("from", "")), known.get(asked.get("to", ""))
        to_draft = asked.get("to") == DRAFT
        if old is None or (new is None and not to_draft):
            return None
        after = model_of(new) if new else parse(whole_draft(self.model))
        return {
            "old": old.number,
            "new": new.number if new else DRAFT,
            "changes": changes(model_of(old), after),
        }
