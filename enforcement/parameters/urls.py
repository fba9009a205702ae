"""Addresses of parameters and holidays, below /manage/."""

from django.urls import path

from enforcement.parameters import views

app_name = "parameters"
urlpatterns = [
    path("parameters/", views.ParameterList.as_view(), name="list"),
    path("parameters/<int:pk>/", views.Confirm.as_view(), name="confirm"),
    path("calendar/", views.ThisYear.as_view(), name="calendar"),
    path("calendar/<int:year>/", views.Year.as_view(), name="year"),
]
