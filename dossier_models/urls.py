from django.urls import path

from dossier_models.views.fields import FieldsView
from dossier_models.views.lists import ListsView
from dossier_models.views.papers import PapersView
from dossier_models.views.scopes import ScopesView
from dossier_models.views.settings import SettingsView
from dossier_models.views.statuses import StatusesView

app_name = "dossier_models"

urlpatterns = [
    path("lists/", ListsView.as_view(), name="lists"),
    path("<int:pk>/fields/", FieldsView.as_view(), name="fields"),
    path("<int:pk>/statuses/", StatusesView.as_view(), name="statuses"),
    path("<int:pk>/partners/", ScopesView.as_view(), name="scopes"),
    path("<int:pk>/documents/", PapersView.as_view(), name="papers"),
    path("<int:pk>/settings/", SettingsView.as_view(), name="settings"),
]
