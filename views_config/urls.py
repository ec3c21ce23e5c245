from django.urls import path

from views_config.views.matrix import MatrixView
from views_config.views.previewing import PreviewView
from views_config.views.publishing import PublishView, VersionsView

app_name = "views_config"

urlpatterns = [
    path("<int:pk>/views/", MatrixView.as_view(), name="matrix"),
    path("<int:pk>/preview/", PreviewView.as_view(), name="preview"),
    path("<int:pk>/publish/", PublishView.as_view(), name="publish"),
    path("<int:pk>/versions/", VersionsView.as_view(), name="versions"),
]
