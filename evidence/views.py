"""Pages of evidence: the list, one piece, its file, and taking one in."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import FormView, ListView, TemplateView, View

from enforcement import clock
from enforcement.dossiers.models import Dossier
from enforcement.errors import DomainError, Refused, Unavailable
from enforcement.gate import number_in, whole
from enforcement.procedures.pages import RowPage
from enforcement.teams.roles import HANDLE, READ_CASES, UNMASK
from enforcement.web import PartialMixin, RequiresPermission, refused_response
from evidence import custody, services, storage
from evidence.active import is_active
from evidence.filters import PieceFilter
from evidence.forms import SupportForm, UploadForm
from evidence.models import Custody, Piece
from evidence.volume import take_volume
from evidence.volume_page import handed_out

PAGE = 20
ABOUT = "dossier__case"  # whose evidence it is, in words; a dossier of another room has none
# re-typed by us and shown as they are; everything else is only ever downloaded
INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf"}
HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class SeesEvidence(RequiresPermission):
    permissions = (READ_CASES,)

    def get_queryset(self):
        return Piece.objects.visible_to(self.request.user, clock.today())

    @cached_property
    def piece(self):
        return get_object_or_404(
            self.get_queryset().select_related("dossier__team", ABOUT), pk=self.kwargs["pk"]
        )


class PieceList(SeesEvidence, PartialMixin, ListView):
    """Pieces of the dossiers that one sees, newest first, turned by key."""

    template_name = "evidence/piece_list.html"
    partial_name = "evidence/_piece_rows.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        pieces = self.get_queryset().with_state().select_related(ABOUT)
        found = PieceFilter(asked, pieces, request=self.request)
        before = number_in(asked, "before")
        rows = found.qs if before is None else found.qs.filter(pk__lt=before)
        rows = list(rows.order_by("-pk")[: PAGE + 1])
        may_add = self.request.user.may(HANDLE, clock.today())
        context = {"pieces": rows[:PAGE], "filter": found, "asked": any(asked.values()), "may_add": may_add}
        return super().get_context_data(object_list=[], **kwargs) | context | page_links(asked, rows)


def page_links(asked, rows):
    """Return the addresses of the first page and of the next, with the filters kept."""
    asked = asked.copy()
    newer = asked.pop("before", None) and f"?{asked.urlencode()}"
    if len(rows) > PAGE:
        asked["before"] = rows[PAGE - 1].pk
    return {"newer": newer, "older": f"?{asked.urlencode()}" if len(rows) > PAGE else ""}


class PieceDetail(SeesEvidence, TemplateView):
    """One piece: viewer, digests, officers, what it proves, chain of custody."""

    template_name = "evidence/piece_detail.html"

    def get_context_data(self, **kwargs):
        piece, officer = self.piece, self.request.user
        may_link = piece.dossier.locked_at is None and officer.may(HANDLE, clock.today(), piece.path)
        return super().get_context_data(**kwargs) | {
            "piece": piece,
            "inline": piece.media_type in INLINE,
            "locked": services.is_locked(piece),
            "capturers": piece.capturers.all(),
            "custody": piece.custody.order_by("-serial"),
            "broken_at": custody.first_break(piece),
            "supports": piece.supports.filter(removed_at__isnull=True),
            "form": SupportForm() if may_link else None,
        }


class PieceFile(SeesEvidence, View):
    """The original, found unchanged at this moment; every opening is written down."""

    def get(self, request, pk):
        piece = self.piece
        download = bool(request.GET.get("download")) or piece.media_type not in INLINE
        action = Custody.Action.DOWNLOAD if download else Custody.Action.VIEW
        try:
            handle = services.open_piece(piece, request.user, clock.now(), action=action)
        except Refused as refused:
            return refused_response(request, refused, status=409)
        is_pdf = piece.media_type == "application/pdf"
        download = download or (is_pdf and is_active(handle))
        name = f"{piece.title}.{piece.original_name.rpartition('.')[2]}"
        answer = FileResponse(handle, as_attachment=download, filename=name, content_type=piece.media_type)
        answer["Cache-Control"] = "private, no-store"
        if (
            piece.media_type != "application/pdf" or download
        ):  # a browser's own reader of PDF does not work in a sandbox
            answer["Content-Security-Policy"] = HARMLESS
        return answer


class PieceThumb(SeesEvidence, View):
    """A small copy of a picture, made by us; a plain sheet for what is no picture that we can read."""

    def get(self, request, pk):
        path = storage.thumbnail_of(self.piece) if self.piece.is_picture and not self.locked else None
        small = path.open("rb") if path else storage.blank_sheet()
        answer = FileResponse(small, content_type="image/jpeg")
        answer["Cache-Control"] = "private, max-age=3600"
        answer["Content-Security-Policy"] = HARMLESS
        return answer

    @property
    def locked(self):
        return services.is_locked(self.piece)


class JsonForScripts:
    """Tell a script in JSON what a page would say on a page of its own."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, PermissionDenied) as denied:
            if request.method == "POST" and not request.POST.get("page"):
                return JsonResponse(
                    {"message": str(denied)}, status=404 if isinstance(denied, Http404) else 403
                )
            raise
        except Unavailable as outage:
            if request.POST.get("page"):
                raise
            again = {"Retry-After": str(outage.RETRY_AFTER)}
            return JsonResponse({"message": str(outage)}, status=503, headers=again)


class IntoDossier(RequiresPermission):
    """A page that adds to the dossier named in its address."""

    permissions = (HANDLE,)

    @cached_property
    def dossier(self):
        return dossier_asked_for(self.request)

    def get_form_kwargs(self):
        given = super().get_form_kwargs()
        if files := given.get("files"):  # a camera's field has a name of its own
            given["files"] = {"file": files.get("file") or next(iter(files.values()))}
        brought = self.request.GET.get("as", "")
        return given | {
            "dossier": self.dossier,
            "by": self.request.user,
            "day": clock.today(),
            "brought": brought,
        }

    def get_context_data(self, **kwargs):
        known = {"dossier": self.dossier, "next": self.request.GET.get("next", "")}
        return super().get_context_data(**kwargs) | known


class Upload(JsonForScripts, IntoDossier, FormView):
    """Take a file in. A script gets JSON; the page's own form, sent with `page`, gets a page."""

    template_name = "evidence/upload.html"
    form_class = UploadForm

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        return take_in(request, self, form) if form.is_valid() else self.failed(form, errors_in_words(form))

    def failed(self, form, message, refused=None):
        if not self.request.POST.get("page"):
            return JsonResponse({"message": message}, status=422)
        context = self.get_context_data(form=form, refused=refused)
        return self.render_to_response(context, status=422)


def dossier_asked_for(request):
    """Return the dossier that the address names, if the person sees it."""
    key = whole(request.GET.get("dossier"))
    seen = Dossier.objects.visible_to(request.user, clock.today())
    found = seen.filter(pk=key).first() if key is not None else None
    if found is None:
        raise Http404("没有找到这个案卷，或者不在您的可见范围内")
    return found


def take_in(request, view, form):
    """Hand a good form to the service, and answer as the sender wants to be answered."""
    at = clock.now()
    try:
        piece = services.receive(dossier=view.dossier, **form.to_receive(at), by=request.user, at=at)
    except DomainError as refused:
        return view.failed(form, str(refused), refused)
    said = f"{piece}在卷内已有，没有重复入库" if piece.duplicate else f"{piece}已入库"
    if not request.POST.get("page"):
        return JsonResponse(answer_of(piece, said), status=200 if piece.duplicate else 201)
    messages.success(request, said)
    back = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if own else reverse("evidence:detail", args=[piece.pk]))


def errors_in_words(form):
    found = [(form[name].label, error) for name, errors in form.errors.items() for error in errors]
    return "；".join(f"{label}：{error}" for label, error in found)


def answer_of(piece, said):
    """Return what a script is told about a piece that was taken in."""
    return {
        "id": piece.pk,
        "title": piece.title,
        "url": reverse("evidence:detail", args=[piece.pk]),
        "thumb": reverse("evidence:thumb", args=[piece.pk]) if piece.is_picture else "",
        "sha256": piece.sha256,
        "sm3": piece.sm3,
        "duplicate": piece.duplicate,
        "proposal": piece.metadata,
        "message": said,
    }


class Link(SeesEvidence, View):
    """Say what a piece proves, or take it back."""

    def post(self, request, pk):
        form = SupportForm(request.POST)
        key = whole(request.POST.get("remove"))
        taken_back = self.piece.supports.filter(pk=key).first() if key is not None else None
        try:
            if taken_back:
                services.unlink_piece(support=taken_back, by=request.user, at=clock.now())
            elif form.is_valid():
                services.link_piece(piece=self.piece, **form.cleaned_data, by=request.user, at=clock.now())
        except DomainError as refused:
            return refused_response(request, refused)
        return redirect("evidence:detail", pk)


class RowVolume(RowPage):
    """The whole file of a procedure's row as one PDF."""

    def get(self, request, subject, pk):
        row, day = self.row(pk), clock.today()
        masked = not request.user.may(UNMASK, day, row.unit)
        return handed_out(request, row, take_volume(row=row, masked=masked, by=request.user, at=clock.now()))
