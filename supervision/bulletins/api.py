"""Bulletins through the API: read as on the pages, every act a verb through the page's form and service."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.response import Response

from enforcement import clock
from enforcement.dossiers.services import send_once
from enforcement.teams.roles import RANK
from supervision.bulletins import forms
from supervision.bulletins.models import Bulletin
from supervision.bulletins.serializers import BulletinDetailSerializer, BulletinSerializer
from supervision.bulletins.services import editing, making, signing
from supervision.bulletins.views import TYPES
from supervision.league.models import Snapshot


class MayWrite(BasePermission):
    """Everybody who is signed in reads what he may see; writing takes the post for it."""

    def has_permission(self, request, view):
        if not request.user.is_authenticated:
            return False
        return request.method in SAFE_METHODS or request.user.may(RANK, clock.today())


class MakeInput(serializers.Serializer):
    snapshot = serializers.IntegerField()
    group = serializers.CharField(max_length=24)


class ChangeInput(serializers.Serializer):
    key = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()


class RestoreInput(serializers.Serializer):
    key = serializers.CharField()


class SignInput(serializers.Serializer):
    reason = serializers.CharField(required=False, help_text="与姓名同字的词为什么可以保留")


class WithdrawInput(serializers.Serializer):
    reason = serializers.CharField()


def verb(shape):
    return extend_schema(request=shape, responses=BulletinDetailSerializer)


class BulletinViewSet(viewsets.ReadOnlyModelViewSet):
    """Bulletins, newest first: drafts for those who write them, published ones for everybody."""

    permission_classes = (MayWrite,)
    queryset = Bulletin.objects.none()

    def get_serializer_class(self):
        return BulletinSerializer if self.action == "list" else BulletinDetailSerializer

    def get_queryset(self):
        return Bulletin.objects.visible_to(self.request.user, clock.today()).select_related(
            "snapshot", "team"
        )

    def typed(self, form):
        """Return the checked input, or answer 400 with the fields."""
        if not isinstance(self.request.data, Mapping):
            raise ValidationError({"body": ["应为一个对象"]})
        form = form(self.request.data)
        if not form.is_valid():
            raise ValidationError(form.errors)
        return form.cleaned_data

    def answer(self, act, content, code=status.HTTP_200_OK):
        """Run an act once under the request's Idempotency-Key, and answer with the bulletin as it is now."""
        _, kept = send_once(
            key=self.request.headers.get("Idempotency-Key", ""), address=self.request.path, content=content,
            by=self.request.user, at=clock.now(), act=lambda: (code, {"id": act().pk}),
        )  # fmt: skip
        now = self.get_queryset().get(pk=kept["id"])
        return Response(BulletinDetailSerializer(now).data, status=code)

    @extend_schema(request=MakeInput, responses={201: BulletinDetailSerializer})
    def create(self, request):
        """编制通报: make a draft from a published snapshot, or return the one that is open."""
        typed = self.typed(forms.MakeForm)
        seen = Snapshot.objects.visible_to(request.user, clock.today()).select_related("rules")
        snapshot = get_object_or_404(seen, pk=typed["snapshot"])
        given = {"group": typed["group"], "by": request.user, "at": clock.now(), "day": clock.today()}
        return self.answer(lambda: making.make(snapshot=snapshot, **given), typed, status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request, pk):
        """删除草稿: throw away a draft; what has a number is withdrawn instead."""
        making.discard(bulletin=self.get_object(), by=request.user, at=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @verb(ChangeInput)
    @action(detail=True, methods=["post"])
    def change(self, request, pk):
        """Set the text of one block; `version` is the block's as it was read."""
        typed, bulletin = self.typed(forms.ChangeForm), self.get_object()

        def act():
            editing.change(bulletin=bulletin, **typed, by=request.user, at=clock.now())
            return bulletin

        return self.answer(act, typed)

    @verb(RestoreInput)
    @action(detail=True, methods=["post"])
    def restore(self, request, pk):
        """恢复为数据生成的文字."""
        typed, bulletin = self.typed(forms.KeyForm), self.get_object()

        def act():
            editing.restore(bulletin=bulletin, **typed, by=request.user, at=clock.now())
            return bulletin

        return self.answer(act, typed)

    @verb(None)
    @action(detail=True, methods=["post"])
    def refresh(self, request, pk):
        """Write the draft anew from the corrected snapshot; changed blocks stay."""
        bulletin = self.get_object()
        return self.answer(lambda: making.refresh(bulletin=bulletin, by=request.user, at=clock.now()), {})

    @verb(SignInput)
    @action(detail=True, methods=["post"])
    def sign(self, request, pk):
        """签发: number, frozen content, PDF and Word."""
        typed, bulletin = self.typed(forms.SignForm), self.get_object()
        given = {"by": request.user, "at": clock.now(), "day": clock.today(), **typed}
        return self.answer(lambda: signing.sign(bulletin=bulletin, **given), typed)

    @verb(None)
    @action(detail=True, methods=["post"])
    def publish(self, request, pk):
        """发布."""
        bulletin = self.get_object()
        return self.answer(lambda: signing.publish(bulletin=bulletin, by=request.user, at=clock.now()), {})

    @verb(WithdrawInput)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        """撤回, with the reason."""
        typed, bulletin = self.typed(forms.WithdrawForm), self.get_object()
        return self.answer(
            lambda: signing.withdraw(bulletin=bulletin, by=request.user, at=clock.now(), **typed), typed
        )

    @extend_schema(
        parameters=[OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=sorted(TYPES))],
        responses={(200, media): OpenApiTypes.BINARY for _, media in TYPES.values()},
    )
    @action(detail=True, url_path="files/(?P<kind>[a-z]+)")
    def file(self, request, pk, kind):
        """The kept PDF or Word file, verified; a withdrawn bulletin's PDF says so."""
        if kind not in TYPES:
            raise NotFound
        which, media = TYPES[kind]
        return HttpResponse(signing.file_of(self.get_object(), which), content_type=media)


def register(router):
    router.register("bulletins", BulletinViewSet, basename="bulletins")
