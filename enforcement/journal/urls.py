"""Addresses of the journal, under /manage/."""

from django.urls import path

from enforcement.journal.views import EntryExport, EntryList

app_name = "journal"
urlpatterns = [
    path("journal/", EntryList.as_view(), name="list"),
    path("journal/export.csv", EntryExport.as_view(), name="export"),
]
