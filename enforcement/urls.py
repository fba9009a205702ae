"""Every address of the product."""

from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

import cases.api.case
import cases.review.api
import enforcement.documents.api
import enforcement.parameters.api
import enforcement.procedures.api
import enforcement.teams.acts_api
import enforcement.teams.api
import evidence.api
import lists.api
import supervision.bulletins.api
import supervision.league.api.viewsets
from enforcement.health import healthz

router = SimpleRouter()
for app in (
    cases.api.case,
    cases.review.api,
    lists.api,
    evidence.api,
    enforcement.teams.api,
    enforcement.teams.acts_api,
    enforcement.documents.api,
    enforcement.parameters.api,
    enforcement.procedures.api,
    supervision.bulletins.api,
    supervision.league.api.viewsets,
):
    app.register(router)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="cases:desk")),
    path("healthz", healthz, name="healthz"),
    path("", include("enforcement.teams.urls")),
    path("", include("cases.urls")),
    path("matters/", include("enforcement.procedures.urls")),
    path("items/", include("lists.urls")),
    path("evidence/", include("evidence.urls")),
    path("league/", include("supervision.league.pages.acts.urls")),
    path("league/", include("supervision.league.pages.urls")),
    path("bulletins/", include("supervision.bulletins.urls")),
    path("documents/", include("enforcement.documents.urls")),
    path("manage/", include("lists.manage_urls")),
    path("manage/", include("enforcement.parameters.urls")),
    path("manage/", include("enforcement.journal.urls")),
    path("api/", include((router.urls, "api"))),
    path("api/", include("enforcement.teams.api_urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "api/docs/",
        SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api_docs.html"),
        name="docs",
    ),
]
handler400 = "enforcement.web.bad_request"
handler403 = "enforcement.web.forbidden"
handler404 = "enforcement.web.not_found"
handler500 = "enforcement.web.server_error"
