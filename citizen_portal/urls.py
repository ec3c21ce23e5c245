from django.urls import path
from django.urls.resolvers import URLPattern

from citizen_portal.views import confirming, filling, following, refreshing, starting, taking_over

app_name = "citizen_portal"
fill = filling.Fill.as_view(url_name="citizen_portal:page")
urlpatterns: list[URLPattern] = [
    path("", starting.home, name="home"),
    path("forms/<slug:key>/", starting.start, name="start"),
    path("forms/<slug:key>/for-another/", starting.start_for_another, name="start_for_another"),
    path("dossiers/", following.dossiers, name="dossiers"),
    path("dossiers/<uuid:uid>/", following.dossier, name="dossier"),
    path("dossiers/<uuid:uid>/receipt/", following.receipt, name="receipt"),
    path("dossiers/<uuid:uid>/confirm/", confirming.confirm, name="confirm"),
    path("dossiers/<uuid:uid>/take-over/", taking_over.taking_over, name="take_over"),
    path("dossiers/<uuid:uid>/not-mine/", taking_over.not_mine, name="not_mine"),
    path("dossiers/<uuid:uid>/see-as/", taking_over.see_as, name="see_as"),
    path("dossiers/<uuid:uid>/documents/<uuid:document_id>/", following.document, name="document"),
    path("dossiers/<uuid:uid>/received/<uuid:document_id>/", following.received, name="received"),
    path("dossiers/<uuid:uid>/fill/", fill, name="fill"),
    path("dossiers/<uuid:uid>/fill/<slug:step>/", fill, name="page"),
    path("dossiers/<uuid:uid>/fill/<slug:step>/refresh/", refreshing.refresh, name="refresh"),
]
