"""The reference lists of the organisation: what there is, and uploading the next version."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.middleware import OrganisationRequest
from accounts.permissions import require
from dossier_models.faults import list_fault_text
from dossier_models.forms.lists import UploadForm
from dossier_models.keeping import ListNotRead, ListUnchanged, keep_list
from dossier_models.models import ReferenceList


class ListsView(View):
    http_method_names = ["get", "post", "head", "options"]
    request: OrganisationRequest

    def get(self, request: HttpRequest) -> HttpResponseBase:
        require(self.request.actor, "dossier_models.create")
        return self.show(UploadForm(self.request.actor), 200)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        require(self.request.actor, "dossier_models.create")
        form = UploadForm(self.request.actor, request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            version = keep_list(
                actor=self.request.actor,
                title=form.cleaned_data["title"],
                kept=form.cleaned_data["kept"],
                content=form.cleaned_data["file"].read(),
                header=form.cleaned_data["header"],
                at=timezone.now(),
            )
        except ListNotRead as refused:
            for problem in refused.problems:
                form.add_error("file", list_fault_text(problem))
            return self.show(form, refused.http_status)
        except ListUnchanged as unchanged:
            form.add_error("file", str(unchanged.message))
            return self.show(form, unchanged.http_status)
        text = _(
            "Version %(number)s of “%(title)s” holds %(rows)s rows. Models take it when they are published."
        )
        told = {"number": version.number, "title": version.list.title, "rows": version.row_count}
        messages.success(request, text % told)
        return redirect("dossier_models:lists")

    def show(self, form: UploadForm, status: int) -> HttpResponse:
        lists = ReferenceList.objects.kept_by(self.request.actor)
        context: dict[str, Any] = {
            "form": form,
            "lists": lists.select_related("version__uploaded_by").defer("version__entries"),
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("dossier_models_list:index"), "label": _("Dossier models")},
                {"url": "", "label": _("Reference lists")},
            ],
            "header_title": _("Reference lists"),
            "header_icon": "list-ol",
        }
        return render(self.request, "dossier_models/lists.html", context, status=status)
