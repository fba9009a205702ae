"""Addresses of evidence."""

from django.urls import path

from evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.PieceList.as_view(), name="list"),
    path("upload/", views.Upload.as_view(), name="upload"),
    path("<int:pk>/", views.PieceDetail.as_view(), name="detail"),
    path("<int:pk>/file/", views.PieceFile.as_view(), name="file"),
    path("<int:pk>/thumb/", views.PieceThumb.as_view(), name="thumb"),
    path("volumes/<slug:subject>/<int:pk>.pdf", views.RowVolume.as_view(), name="volume"),
    path("<int:pk>/link/", views.Link.as_view(), name="link"),
]
