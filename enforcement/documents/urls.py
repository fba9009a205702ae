from django.urls import path

from enforcement.documents import views

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", views.DocumentPage.as_view(), name="detail"),
    path("<int:pk>/file/<str:layout>.pdf", views.DocumentFile.as_view(), name="file"),
    path("<int:pk>/page/<int:page>.png", views.DocumentPicture.as_view(), name="picture"),
]
