"""Putting in the picture of a character that no font has, on a page and by the API."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.response import Response

from enforcement import clock
from enforcement.documents import glyphs, storage
from enforcement.documents.drawn import draw_glyph
from enforcement.documents.models import Glyph
from enforcement.errors import DomainError
from enforcement.parsers import StrictMultiPart
from enforcement.teams.roles import HANDLE, READ_CASES
from enforcement.web import RequiresPermission


class GlyphForm(forms.Form):
    sign = forms.CharField(label="印不出来的字", max_length=10, help_text="从姓名里复制过来")
    picture = forms.FileField(
        label="字形图片", help_text="照身份证或者户口簿截图、拍照，深色字、浅色底，PNG 或者 JPEG，不超过 1 MB"
    )
    source = forms.CharField(label="字形来源", max_length=100, help_text="例如：居民身份证")

    def given(self):
        typed = self.cleaned_data
        return typed | {"picture": typed["picture"].read(2 * 1024 * 1024)}


class GlyphsView(RequiresPermission, View):
    """补字形 /documents/glyphs/."""

    permissions = (HANDLE,)

    def answer(self, form, fault="", status=200):
        rows = [
            (each, glyphs.code_of(each.sign))
            for each in Glyph.objects.select_related("by").order_by("-pk")[:100]
        ]
        context = {"form": form, "glyphs": rows, "fault": fault}
        return render(self.request, "documents/glyphs.html", context, status=status)

    def get(self, request):
        return self.answer(GlyphForm(initial={"sign": request.GET.get("sign", "")[:1]}))

    def post(self, request):
        form = GlyphForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form, status=422)
        try:
            row = draw_glyph(**form.given(), by=request.user, at=clock.now())
        except DomainError as fault:
            return self.answer(form, str(fault), status=422)
        messages.success(request, f"已补“{row.sign}”的字形，以后的文书都印得出来。")
        return redirect("documents:glyphs")


class GlyphPicture(RequiresPermission, View):
    permissions = (READ_CASES,)

    def get(self, request, pk):
        row = get_object_or_404(Glyph, pk=pk)
        drawn = storage.read(row.picture, row.picture_sha256, "字形图片")
        return HttpResponse(drawn, content_type="image/png")


class GlyphSerializer(serializers.ModelSerializer):
    picture = serializers.FileField(write_only=True)

    class Meta:
        model = Glyph
        fields = ["id", "sign", "picture", "source", "at"]
        read_only_fields = ["at"]
        extra_kwargs = {"sign": {"validators": []}}


class GlyphViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    """Pictures of characters that no font has (补字形)."""

    queryset = Glyph.objects.order_by("-pk")
    serializer_class = GlyphSerializer
    parser_classes = [StrictMultiPart]

    @extend_schema(responses={201: GlyphSerializer})
    def create(self, request):
        form = GlyphForm(request.data, request.FILES)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors.get_json_data())
        row = draw_glyph(**form.given(), by=request.user, at=clock.now())
        return Response(self.get_serializer(row).data, status=201)
