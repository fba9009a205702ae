"""Every address of the product."""

from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import DefaultRouter

import cases.api
import enforcement.documents.api
import enforcement.teams.api
import evidence.api
import lists.api
from enforcement.health import healthz

router = DefaultRouter()
for app in (cases.api, lists.api, evidence.api, enforcement.teams.api, enforcement.documents.api):
    app.register(router)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="cases:desk")),
    path("healthz", healthz, name="healthz"),
    path("", include("enforcement.teams.urls")),
    path("", include("cases.urls")),
    path("items/", include("lists.urls")),
    path("evidence/", include("evidence.urls")),
    path("documents/", include("enforcement.documents.urls")),
    path("manage/", include("lists.manage_urls")),
    path("manage/", include("enforcement.parameters.urls")),
    path("manage/", include("enforcement.journal.urls")),
    path("api/", include((router.urls, "api"))),
    path("api/", include("enforcement.teams.api_urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
]
handler400 = "enforcement.web.bad_request"
handler403 = "enforcement.web.forbidden"
handler404 = "enforcement.web.not_found"
handler500 = "enforcement.web.server_error"
