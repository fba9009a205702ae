from django.urls import path

from cases.views import desk, detail, drafts, listing, parts, sheet, summary

app_name = "cases"
urlpatterns = [
    path("desk/", desk.DeskView.as_view(), name="desk"),
    path("cases/", listing.CaseListView.as_view(), name="list"),
    path("cases/new/", summary.NewCaseView.as_view(), name="new"),
    path("cases/new/<int:draft>/", summary.StartView.as_view(), name="start"),
    path("cases/new/<int:draft>/sheet/", sheet.SheetView.as_view(), name="sheet"),
    path("cases/items/", parts.ItemOptionsView.as_view(), name="items"),
    path("cases/drafts/<int:pk>/drop/", drafts.DropDraftView.as_view(), name="drop_draft"),
    path("cases/drafts/<str:form>/", drafts.DraftView.as_view(), name="draft"),
    path("cases/<int:pk>/", detail.CaseView.as_view(), name="detail"),
    path("cases/<int:pk>/scene/", summary.SceneView.as_view(), name="scene"),
    path("cases/<int:pk>/weigh/", summary.WeighView.as_view(), name="weigh"),
    path("cases/<int:pk>/convert/", summary.ConvertView.as_view(), name="convert"),
    path("cases/<int:pk>/notice/", summary.NoticeView.as_view(), name="notice"),
    path("cases/<int:pk>/preview.pdf", parts.PreviewView.as_view(), name="preview"),
    path("cases/<int:pk>/receipt/", summary.ReceiptView.as_view(), name="receipt"),
    path("cases/<int:pk>/identity/", detail.UnmaskView.as_view(), name="identity"),
    path("cases/<int:pk>/do/<str:step>/", detail.StepView.as_view(), name="step"),
]
