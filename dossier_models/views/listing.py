"""The list of models, and creating one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from accounts.permissions import require
from dossier_models import services
from dossier_models.forms.models import NewModelForm
from dossier_models.models import DossierModel
from dossier_models.selectors import whole_draft
from dossier_models.sentences import refusal_text
from dossier_models.wording import first_wording
from formengine.document import document_digest


class ModelIndexView(IndexView):
    """Wagtail's listing without its menus on each row: the models are few, and each opens its board."""

    template_name = "dossier_models/index.html"
    results_template_name = "dossier_models/index_results.html"
    page_title = _("Dossier models")
    default_ordering = ("title", "pk")

    def get_base_queryset(self) -> Any:
        found = DossierModel.objects.drawn_by(self.request.actor)
        return found.select_related("version").defer("version__document")

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), get_url=board_url, sort_key="title"),
            Column("version", label=_("Published version"), accessor=version_text),
            StatusTagColumn("changes", label=_("Draft"), accessor=draft_text, primary=has_changes),
            BooleanColumn("is_open", label=_("Open for applications"), accessor=is_offered),
            DateColumn("updated_at", label=_("Last change"), sort_key="updated_at"),
        ]

    def get_list_buttons(self, instance: DossierModel) -> list[Any]:
        return []

    def get_list_more_buttons(self, instance: DossierModel) -> list[Any]:
        return []

    @property
    def header_buttons(self) -> list[Any]:
        return []

    @property
    def header_more_buttons(self) -> list[Any]:
        return []


def board_url(model: DossierModel) -> str:
    return reverse("dossier_models:fields", args=[model.pk])


def version_text(model: DossierModel) -> str:
    return (
        _("Version %(number)s") % {"number": model.version.number}
        if model.version
        else _("Not published yet")
    )


def is_offered(model: DossierModel) -> bool:
    return model.is_open and model.version is not None


def has_changes(model: DossierModel) -> bool:
    return model.version is None or model.version.digest != document_digest(whole_draft(model))


def draft_text(model: DossierModel) -> str:
    return _("Changes to publish") if has_changes(model) else _("As published")


class CreateModelView(View):
    """One question: what is it called?"""

    http_method_names = ["get", "post", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        require(request.actor, "dossier_models.create")  # type: ignore[attr-defined]
        return self.show(NewModelForm(), 200)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = NewModelForm(request.POST)
        require(request.actor, "dossier_models.create")  # type: ignore[attr-defined]
        if not form.is_valid():
            return self.show(form, 422)
        try:
            model = services.create_model(
                actor=request.actor,  # type: ignore[attr-defined]
                title=form.cleaned_data["title"],
                wording=first_wording(),
                at=timezone.now(),
            )
        except services.NotDrawable as refused:
            form.add_error("title", refusal_text(refused.reason))
            return self.show(form, 422)
        return redirect("dossier_models:fields", pk=model.pk)

    def show(self, form: NewModelForm, status: int) -> HttpResponse:
        listing = reverse("dossier_models_list:index")
        context = {
            "form": form,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": listing, "label": _("Dossier models")},
                {"url": "", "label": _("New dossier model")},
            ],
            "header_title": _("New dossier model"),
            "header_icon": "form",
            "listing_url": listing,
        }
        return render(self.request, "dossier_models/create.html", context, status=status)


@require_safe
def to_board(request: HttpRequest, pk: str) -> HttpResponse:
    """Where Wagtail's own links to a model lead."""
    models = DossierModel.objects.drawn_by(request.actor)  # type: ignore[attr-defined]
    model = get_object_or_404(models, pk=pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else None
    return redirect(
        "dossier_models:fields", pk=get_object_or_404(models, pk=0).pk if model is None else model.pk
    )
