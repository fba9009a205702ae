from django.urls import path

from enforcement.documents import glyph_views, views

app_name = "documents"
urlpatterns = [
    path("glyphs/", glyph_views.GlyphsView.as_view(), name="glyphs"),
    path("glyphs/<int:pk>.png", glyph_views.GlyphPicture.as_view(), name="glyph"),
    path("<int:pk>/", views.DocumentPage.as_view(), name="detail"),
    path("<int:pk>/file/<str:layout>.pdf", views.DocumentFile.as_view(), name="file"),
    path("<int:pk>/page/<int:page>.png", views.DocumentPicture.as_view(), name="picture"),
]
