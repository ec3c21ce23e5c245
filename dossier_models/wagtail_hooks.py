"""The drawing board's door in Wagtail's frame."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from dossier_models.models import DossierModel
from dossier_models.policies import DrawingPolicy
from dossier_models.views.listing import CreateModelView, ModelIndexView, to_board

register_permission_policy(DossierModel, DrawingPolicy(DossierModel))


class GuardedModelViewSet(SnippetViewSet):
    """Only the list is Wagtail's. Wagtail asks nobody about the single object in its edit, copy, inspect,
    history, usage, compare, lock and delete views, so none of them has an address here, and neither has the
    chooser."""

    model = DossierModel
    icon = "form"
    menu_label = _("Dossier models")
    menu_name = "dossier-models"
    menu_order = 200
    add_to_admin_menu = True
    index_view_class = ModelIndexView
    base_url_path = "models"
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 50
    search_fields = ("title",)
    index_template_name = "dossier_models/index.html"
    index_results_template_name = "dossier_models/index_results.html"

    def get_queryset(self, request: Any) -> Any:
        return DossierModel.objects.drawn_by(request.actor)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="list"),
            path("results/", self.index_results_view, name="list_results"),
            path("add/", CreateModelView.as_view(), name="add"),
            path("edit/<str:pk>/", to_board, name="edit"),
        ]

    def register_chooser_viewset(self) -> None:
        """No chooser: it would list every organisation's models."""


register_snippet(GuardedModelViewSet)


@hooks.register("register_admin_urls")
def designer_urls() -> list[URLResolver]:
    return [path("models/", include("dossier_models.urls"))]


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    return [*known, "dossier_models/icons/undo.svg", "dossier_models/icons/condition.svg"]
