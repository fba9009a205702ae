"""Addresses of the journal, under /manage/."""

from django.urls import path

from enforcement.journal.views import EntryList

app_name = "journal"
urlpatterns = [path("journal/", EntryList.as_view(), name="list")]
