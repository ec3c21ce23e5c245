from django.urls import path

from config.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:name>/", views.letter, name="letter"),
]
