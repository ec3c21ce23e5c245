from django.urls import re_path
from django.urls.resolvers import URLPattern

from accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    re_path(r"^portal/colours-(?P<colour>[0-9a-f]{6})\.css$", views.colours, name="colours"),
    re_path(r"^language/$", views.language, name="language"),
]
