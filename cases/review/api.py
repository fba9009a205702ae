"""The API of the legal review: the queue is read, and every act is a verb through the page's form and service."""

from collections.abc import Mapping

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.response import Response

from cases.models import Remark, Review
from cases.review import forms, service
from cases.review.pane import label_of
from cases.review.queue import ReviewFilter, shown, with_waiting
from enforcement import clock
from enforcement.api import KeyPagination
from enforcement.dossiers.services import send_once
from enforcement.errors import Refused
from enforcement.openapi import ErrorSerializer
from enforcement.procedures.lifting import refer
from enforcement.procedures.schemas import reasons_of, shape_of, taken_as
from enforcement.teams.roles import READ_CASES, REVIEW

REFUSALS = {
    code: OpenApiResponse(ErrorSerializer, description=words)
    for code, words in (
        (400, "内容有误，按字段提示修改"),
        (401, "没有登录"),
        (403, "岗位不能做这件事"),
        (404, "没有，或者不在可见范围内"),
        (409, "法律、状态或冲突不允许，附全部原因"),
    )
}


class RemarkSerializer(serializers.ModelSerializer):
    by = serializers.CharField(source="by.name")
    answered_by = serializers.CharField(source="answered_by.name", default=None)

    class Meta:
        model = Remark
        fields = (
            "id",
            "point",
            "anchor",
            "label",
            "text",
            "by",
            "at",
            "answer",
            "answered_by",
            "answered_at",
        )


class ReviewSerializer(serializers.ModelSerializer):
    """A row of the queue; the name of a natural person is masked (R-1101)."""

    title = serializers.CharField(source="case.title")
    party = serializers.CharField(source="case.party.shown_name")
    team = serializers.CharField(source="case.team.name")
    handler = serializers.CharField(source="case.handler.name")
    fine = serializers.DecimalField(14, 2, source="case.assessment.fine", default=None)
    reviewer = serializers.CharField(source="reviewer.name", default=None)
    hints_open = serializers.SerializerMethodField()
    waited = serializers.IntegerField(help_text="已等的工作日", required=False)

    class Meta:
        model = Review
        fields = (
            "id", "case", "title", "party", "team", "handler", "fine", "serial", "submitted_at", "due_on", "waited",
            "reviewer", "hints_open", "result", "version",
        )  # fmt: skip

    def get_hints_open(self, review) -> int:
        return len(review.hints_open)


class ReviewDetailSerializer(ReviewSerializer):
    """One review: marks, hints with their answers, remarks, and the version that every verb carries back."""

    remarks = RemarkSerializer(many=True, read_only=True)

    class Meta(ReviewSerializer.Meta):
        fields = (
            *ReviewSerializer.Meta.fields, "taken_at", "concluded_at", "opinion", "marks", "hints", "disposed",
            "remarks", "document", "disagreement",
        )  # fmt: skip


class MayReview(BasePermission):
    def has_permission(self, request, view):
        officer = request.user
        return officer.is_authenticated and officer.may(REVIEW, clock.today())


class MayRead(BasePermission):
    def has_permission(self, request, view):
        return request.user.is_authenticated and request.user.may(READ_CASES, clock.today())


class QueuePages(KeyPagination):
    """The most urgent first, by day and key."""

    ordering = ("due_on", "id")


def verb(shape, answer=ReviewDetailSerializer, step=False):
    """Document a verb; step: it moves the case along its table, so that reasons may pass what stands in the way."""
    asked = taken_as(shape) if step else shape_of(shape)
    return extend_schema(request=asked, responses={200: answer, **REFUSALS})


class Verbs:
    """What both viewsets share: a checked form, and an act under the request's Idempotency-Key."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and not isinstance(request.data, Mapping):
            raise ValidationError({"body": ["应为一个对象"]})

    def typed(self, form):
        form = form(self.request.data)
        if not form.is_valid():
            raise ValidationError(form.errors.get_json_data())
        return form.cleaned_data

    def once(self, act):
        """Run `act(by=, at=)` once and answer with the row as it then is."""
        now, request = clock.now(), self.request

        def run():
            act(by=request.user, at=now)
            return 200, {}

        key = request.headers.get("Idempotency-Key", "")
        try:
            send_once(key=key, address=request.path, content=request.data, by=request.user, at=now, act=run)
        except Refused as refused:
            refer(refused, by=request.user, at=now)
            raise
        return Response(self.get_serializer(self.get_object()).data)


class ReviewViewSet(Verbs, viewsets.ReadOnlyModelViewSet):
    """Files in legal review in the sight of whoever reviews; the list is the queue of those that wait."""

    permission_classes = (MayReview,)
    filterset_class = ReviewFilter
    queryset = Review.objects.none()
    pagination_class = QueuePages

    def get_serializer_class(self):
        return ReviewSerializer if self.action == "list" else ReviewDetailSerializer

    def get_queryset(self):
        seen = Review.objects.visible_to(self.request.user, clock.today())
        if self.action == "list":
            return seen.waiting().only("due_on")
        return seen.select_related(
            "reviewer", "case__party", "case__team", "case__handler", "case__assessment", "case__dossier"
        )

    def filter_queryset(self, reviews):
        """Filter the queue; a verb finds its review by key alone."""
        return super().filter_queryset(reviews) if self.action == "list" else reviews

    def paginate_queryset(self, queryset):
        keys = [review.pk for review in super().paginate_queryset(queryset)]
        return with_waiting(shown(keys), clock.today())

    def get_object(self):
        return with_waiting([super().get_object()], clock.today())[0]

    @verb(forms.VersionForm, step=True)
    @action(detail=True, methods=["post"])
    def take(self, request, pk):
        """Take the file from the pooled queue."""
        review = self.get_object()
        reasons = reasons_of(self.request.data)
        return self.once(lambda **who: service.take(review=review, reasons=reasons, **who))

    @verb(forms.MarkForm)
    @action(detail=True, methods=["post"])
    def mark(self, request, pk):
        """Answer one of the seven points."""
        review, typed = self.get_object(), self.typed(forms.MarkForm)
        return self.once(lambda **who: service.mark(review=review, **typed, **who))

    @verb(forms.VersionForm)
    @action(detail=True, methods=["post"])
    def accept_rest(self, request, pk):
        """Accept together the points that are not answered yet."""
        review, typed = self.get_object(), self.typed(forms.VersionForm)
        return self.once(lambda **who: service.accept_rest(review=review, **typed, **who))

    @verb(forms.RemarkForm)
    @action(detail=True, methods=["post"])
    def remark(self, request, pk):
        """Note what must be changed on one field or page."""
        review, typed = self.get_object(), self.typed(forms.RemarkForm)
        label = label_of(review.case, typed["anchor"])
        if label is None:
            raise ValidationError({"anchor": ["案卷里没有这一处"]})
        return self.once(lambda **who: service.remark(review=review, label=label, **typed, **who))

    @verb(forms.DisposeForm)
    @action(detail=True, methods=["post"])
    def dispose(self, request, pk):
        """Say how a hint of the rulebook was dealt with."""
        review, typed = self.get_object(), self.typed(forms.DisposeForm)
        return self.once(lambda **who: service.dispose(review=review, **typed, **who))

    @verb(forms.ReleaseForm, step=True)
    @action(detail=True, methods=["post"])
    def release(self, request, pk):
        """Put the file back into the queue for somebody else."""
        review, typed = self.get_object(), self.typed(forms.ReleaseForm)
        reasons = reasons_of(self.request.data)
        return self.once(lambda **who: service.release(review=review, **typed, reasons=reasons, **who))

    @verb(forms.ApproveForm, step=True)
    @action(detail=True, methods=["post"])
    def approve(self, request, pk):
        """Agree, and issue the opinion."""
        review, typed = self.get_object(), self.typed(forms.ApproveForm)
        reasons = reasons_of(self.request.data)
        return self.once(lambda **who: service.approve(review=review, **typed, reasons=reasons, **who))

    @verb(forms.ReturnForm, step=True)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request, pk):
        """Return the file with an opinion and its remarks."""
        review, typed = self.get_object(), self.typed(forms.ReturnForm)
        reasons = reasons_of(self.request.data)
        return self.once(lambda **who: service.send_back(review=review, **typed, reasons=reasons, **who))


class RemarkViewSet(Verbs, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The remarks of a review, which the officers answer."""

    serializer_class = RemarkSerializer
    queryset = Remark.objects.none()
    permission_classes = (MayRead,)

    def get_queryset(self):
        seen = Review.objects.visible_to(self.request.user, clock.today())
        return Remark.objects.filter(review__in=seen).select_related("by", "answered_by", "review__case")

    @verb(forms.AnswerForm, RemarkSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        """Say what was changed, or why nothing was."""
        remark, typed = self.get_object(), self.typed(forms.AnswerForm)
        return self.once(lambda **who: service.answer_remark(remark=remark, **typed, **who))


def register(router):
    """Hang the reviews and their remarks into the API's router."""
    router.register("reviews", ReviewViewSet, basename="review")
    router.register("remarks", RemarkViewSet, basename="remark")
