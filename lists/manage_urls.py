"""Addresses of the administrator's sheets, below /manage/."""

from django.urls import path

from lists import views

app_name = "lists_manage"
urlpatterns = [
    path("lists/", views.SheetList.as_view(), name="sheets"),
    path("lists/<int:pk>/", views.Report.as_view(), name="report"),
    path("lists/templates/<str:kind>.csv", views.SheetTemplate.as_view(), name="template"),
]
