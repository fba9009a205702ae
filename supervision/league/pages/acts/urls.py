"""Addresses of what people do with the league tables, below /league/, before the addresses of the tables."""

from django.urls import path

from supervision.league.pages.acts import adjustments, appeals, corrections, drafts, rules, warnings

app_name = "league_acts"
urlpatterns = [
    path("rules/", rules.Rules.as_view(), name="rules"),
    path("rules/new/", rules.NewRules.as_view(), name="rules_new"),
    path("rules/try/", rules.TryRules.as_view(), name="rules_try"),
    path("warnings/", warnings.Warnings.as_view(), name="warnings"),
    path("warnings/inspection/", warnings.Inspection.as_view(), name="inspection"),
    path("warnings/send/<int:pk>/", warnings.Send.as_view(), name="warn"),
    path("warnings/<int:pk>/", warnings.WarningPage.as_view(), name="warning"),
    path("warnings/<int:pk>/second/", warnings.Second.as_view(), name="second"),
    path("warnings/<int:pk>/send-back/", warnings.SendBack.as_view(), name="send_back"),
    path("warnings/<int:pk>/files/", warnings.Attach.as_view(), name="attach"),
    path("warnings/<int:pk>/files/<int:file>/", warnings.AnswerFile.as_view(), name="answer_file"),
    path("warnings/<int:pk>/lift/", warnings.Lift.as_view(), name="lift"),
    path("appeals/", appeals.Appeals.as_view(), name="appeals"),
    path("appeals/new/<int:pk>/", appeals.NewAppeal.as_view(), name="appeal_new"),
    path("appeals/<int:pk>/", appeals.AppealPage.as_view(), name="appeal"),
    path("drafts/<slug:kind>/<int:pk>/", drafts.KeepDraft.as_view(), name="draft"),
    path("adjustments/", adjustments.Adjustments.as_view(), name="adjustments"),
    path("adjustments/new/", adjustments.NewAdjustment.as_view(), name="adjustment_new"),
    path("adjustments/<int:pk>/", adjustments.AdjustmentPage.as_view(), name="adjustment"),
    path("snapshots/<int:pk>/", corrections.Table.as_view(), name="snapshot"),
    path("snapshots/<int:pk>/correct/", corrections.Correct.as_view(), name="correct"),
    path("snapshots/<int:pk>/withdraw/", corrections.Withdraw.as_view(), name="withdraw"),
]
