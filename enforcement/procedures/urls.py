from django.urls import path

from enforcement.procedures import pages

app_name = "procedures"
urlpatterns = [
    path("drafts/<str:form>/", pages.DraftPage.as_view(), name="draft"),
    path("<slug:subject>/<int:pk>/", pages.HomeView.as_view(), name="row"),
    path("<slug:subject>/<int:pk>/lift/", pages.LiftPage.as_view(), name="lift"),
    path("<slug:subject>/<int:pk>/do/<str:step>/", pages.StepPage.as_view(), name="step"),
]
