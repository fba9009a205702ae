from django.urls import path, re_path

from lists import views

app_name = "lists"
urlpatterns = [
    path("", views.ItemList.as_view(), name="list"),
    path("benchmarks/<int:pk>/", views.BenchmarkDetail.as_view(), name="benchmark"),
    re_path(r"^(?P<code>[A-Za-z0-9.\-]+)/$", views.ItemDetail.as_view(), name="detail"),
]
