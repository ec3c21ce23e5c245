"""The drawing board's door in Wagtail's frame."""

from typing import ClassVar

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from dossier_models.models import DossierModel
from dossier_models.policies import DrawingPolicy
from dossier_models.views.listing import CreateModelView, ModelIndexView, to_board

register_permission_policy(DossierModel, DrawingPolicy(DossierModel))


class GuardedModelViewSet(ModelViewSet):
    """Wagtail's menu item and list; nothing more of its views.

    Wagtail asks nobody about the single object in its edit, copy, inspect, history, usage, compare, lock and
    delete views, so none of them has an address here. And it is no snippet: the snippets' chooser and bulk
    actions name whatever they are asked for, also to people who may not see it.
    """

    model = DossierModel
    icon = "form"
    menu_label = _("Dossier models")
    menu_name = "dossier-models"
    menu_order = 200
    add_to_admin_menu = True
    add_to_reference_index = False
    index_view_class = ModelIndexView
    url_prefix = "models"
    url_namespace = "dossier_models_list"
    list_per_page = 50
    search_fields = ("title",)
    index_template_name = "dossier_models/index.html"
    index_results_template_name = "dossier_models/index_results.html"
    form_fields: ClassVar[list[str]] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("add/", CreateModelView.as_view(), name="add"),
            path("edit/<str:pk>/", to_board, name="edit"),
        ]


@hooks.register("register_admin_viewset")
def viewset() -> GuardedModelViewSet:
    return GuardedModelViewSet("dossier_models_list")


@hooks.register("register_admin_urls")
def designer_urls() -> list[URLResolver]:
    return [path("models/", include("dossier_models.urls"))]


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    return [*known, "dossier_models/icons/undo.svg", "dossier_models/icons/condition.svg"]
