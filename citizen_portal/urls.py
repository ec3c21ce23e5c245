from django.urls import path
from django.urls.resolvers import URLPattern

from citizen_portal import views

app_name = "citizen_portal"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("dossiers/", views.home, name="dossiers"),
]
