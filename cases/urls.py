from django.urls import path

from cases.desk import pages as desk
from cases.draft import pages as drafts
from cases.investigation.pages import facts, records
from cases.lead import pages as leads
from cases.listing.pages import cases as listing
from cases.listing.pages import saved
from cases.page import detail, lifting, step
from cases.review.pages import desk as reviews
from cases.review.pages import paper as papers
from cases.review.pages import remarks
from cases.street.pages import parts, sheet
from cases.street.pages import wizard as summary
from cases.volume import pages as volume

app_name = "cases"
urlpatterns = [
    path("desk/", desk.DeskView.as_view(), name="desk"),
    path("desk/together/", desk.TogetherView.as_view(), name="together"),
    path("desk/unit/", desk.UnitView.as_view(), name="unit"),
    path("desk/unit/assign/", desk.ReassignView.as_view(), name="reassign"),
    path("desk/read/", desk.RemindedView.as_view(), name="reminded"),
    path("cases/", listing.CaseListView.as_view(), name="list"),
    path("cases/count/", listing.CountView.as_view(), name="count"),
    path("cases/export.<str:kind>", listing.ExportView.as_view(), name="export"),
    path("cases/views/", saved.SaveView.as_view(), name="save_view"),
    path("cases/views/<int:pk>/drop/", saved.DropView.as_view(), name="drop_view"),
    path("cases/new/", summary.NewCaseView.as_view(), name="new"),
    path("cases/new/<int:draft>/", summary.StartView.as_view(), name="start"),
    path("cases/new/<int:draft>/sheet/", sheet.SheetView.as_view(), name="sheet"),
    path("cases/new/<int:draft>/lead/", leads.LeadView.as_view(), name="lead"),
    path("cases/evidence/new/", detail.AddEvidenceView.as_view(), name="add_evidence"),
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
    path("cases/<int:pk>/amend/", leads.AmendView.as_view(), name="amend"),
    path("cases/<int:pk>/records/new/", records.RecordView.as_view(), name="record"),
    path("cases/<int:pk>/records/new/inquiry/", records.DraftedView.as_view(kind="INQUIRY"), name="inquiry"),
    path(
        "cases/<int:pk>/records/new/inspection/",
        records.DraftedView.as_view(kind="INSPECTION"),
        name="inspection",
    ),
    path("cases/<int:pk>/facts/", facts.FactsView.as_view(), name="facts"),
    path("cases/<int:pk>/norms/", step.NormsView.as_view(), name="norms"),
    path("cases/<int:pk>/evidence/<int:piece>/", step.VetView.as_view(), name="vet"),
    path("cases/<int:pk>/report/", step.ReportView.as_view(), name="report"),
    path("cases/<int:pk>/defence/", step.DefenceView.as_view(), name="defence"),
    path("cases/<int:pk>/papers/<int:document>/", papers.PaperView.as_view(), name="paper"),
    path("cases/<int:pk>/volume.pdf", volume.VolumeView.as_view(), name="volume"),
    path("cases/<int:pk>/lift/", lifting.LiftView.as_view(), name="lift"),
    path("cases/<int:pk>/do/<str:step>/", step.StepView.as_view(), name="step"),
    path("cases/<int:pk>/remarks/", remarks.RemarksView.as_view(), name="remarks"),
    path("cases/<int:pk>/remarks/next/", remarks.NextView.as_view(), name="next_remark"),
    path("cases/<int:pk>/remarks/<int:remark>/", remarks.AnswerView.as_view(), name="answer"),
    path("reviews/", reviews.Queue.as_view(), name="reviews"),
    path("reviews/<int:pk>/", reviews.Open.as_view(), name="review"),
    path("reviews/<int:pk>/take/", reviews.Take.as_view(), name="review_take"),
    path("reviews/<int:pk>/next/", reviews.Next.as_view(), name="review_next"),
    path("reviews/<int:pk>/mark/", reviews.Mark.as_view(), name="review_mark"),
    path("reviews/<int:pk>/rest/", reviews.Rest.as_view(), name="review_rest"),
    path("reviews/<int:pk>/dispose/", reviews.Dispose.as_view(), name="review_dispose"),
    path("reviews/<int:pk>/remark/", reviews.Note.as_view(), name="review_remark"),
    path("reviews/<int:pk>/remarks/<int:remark>/drop/", reviews.Drop.as_view(), name="review_drop"),
    path("reviews/<int:pk>/release/", reviews.Release.as_view(), name="review_release"),
    path("reviews/<int:pk>/approve/", reviews.Approve.as_view(), name="review_approve"),
    path("reviews/<int:pk>/return/", reviews.Return.as_view(), name="review_return"),
    path("reviews/<int:pk>/alike/", reviews.LikeCases.as_view(), name="review_alike"),
]
