"""The preview beside the board: the draft as somebody would meet it, at a status of one's choice."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin

from accounts.middleware import OrganisationRequest
from dossier_models.models import DossierModel
from dossier_models.selectors import whole_draft
from formengine.document import parse
from formengine.limits import check_limits
from formengine.model import Model
from formengine.problems import DocumentRefused
from views_config.previews import Stand, compiled_for, is_asked, kinds, stand_in, trial_of


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewView(View):
    """POST tries answers out: nothing is kept. With htmx it answers one page's fields, as the portal does."""

    http_method_names = ["get", "post", "head", "options"]
    request: OrganisationRequest

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return self.show(pk, None)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return self.show(pk, request.POST)

    def show(self, pk: int, data: QueryDict | None) -> HttpResponse:
        models = DossierModel.objects.drawn_by(self.request.actor).only("draft", "organisation")
        draft = whole_draft(get_object_or_404(models, pk=pk))
        try:
            model = parse(draft)
        except DocumentRefused:
            return render(self.request, "views_config/preview.html", {"pages": []})
        stand = stand_in(model, self.request.GET)
        address = f"{reverse('views_config:preview', args=[pk])}?{urlencode(vars_of(stand))}"
        page, go, kept, deed = own_parts(data)
        trial = trial_of(
            compiled_for(model, stand),
            page=page,
            go=go or self.request.GET.get("page", ""),
            typed=kept,
            data=without_own_parts(data),
            language=get_language() or "en",
            refresh_url=address,
            judged=deed == "judge",
        )
        if self.request.headers.get("HX-Request") and data is not None:
            return HttpResponse(trial.form.render() if trial.form else "")
        context = {
            "stand": stand,
            "trial": trial,
            "address": address,
            "kinds": kinds(),
            "kept": json.dumps(trial.typed),
        }
        return render(self.request, "views_config/preview.html", context | texts_of(model, stand))


OWN = ("preview-page", "preview-go", "preview-kept", "preview-do", "csrfmiddlewaretoken")


def own_parts(data: QueryDict | None) -> tuple[str, str, dict[str, Any], str]:
    """The page sent, the page to go to, answers kept of other pages, and what is asked for."""
    if data is None:
        return "", "", {}, ""
    try:
        kept = json.loads(data.get("preview-kept") or "{}")
        check_limits(kept)
    except (ValueError, RecursionError):
        kept = {}
    page, go, deed = (data.get(name, "")[:100] for name in ("preview-page", "preview-go", "preview-do"))
    return page, go, kept if isinstance(kept, dict) else {}, deed


def without_own_parts(data: QueryDict | None) -> QueryDict | None:
    """What the portal's page would have sent."""
    if data is None:
        return None
    rest = data.copy()
    for name in OWN:
        rest.pop(name, None)
    return rest


def texts_of(model: Model, stand: Stand) -> dict[str, Any]:
    return {
        "model_title": model.title,
        "views": [(view.key, view.title) for view in model.views.values()],
        "statuses": [(status.key, status.title) for status in model.statuses],
        "scopes": [(scope.key, scope.title) for scope in model.scopes],
        "is_asked": is_asked(model.views[stand.view]),
        "is_portal": model.views[stand.view].surface == "portal",
        "wording": model.status(stand.status).wording,
    }


def vars_of(stand: Stand) -> dict[str, str]:
    return {name: value for name, value in vars(stand).items() if value}
