"""The pages of bulletins: the list, making one, writing it, and the paper as it stands."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import TemplateView, View

from enforcement import clock
from enforcement.errors import Conflict, DomainError
from enforcement.teams.roles import RANK
from enforcement.web import RequiresPermission, conflict_response
from lists.pages import page_of
from supervision.bulletins import checking, choosing, papers
from supervision.bulletins.figures import Figures
from supervision.bulletins.forms import BlockForm, MakeForm
from supervision.bulletins.models import Bulletin, BulletinFile, group_words
from supervision.bulletins.sentences import BLOCKS, LABELS, REQUIRED, written
from supervision.bulletins.services import editing, making, signing
from supervision.league.models import Snapshot
from supervision.league.pages.numbers import cut_words

PAGE = 50
RELATED = ("snapshot__rules", "team", "made_by", "signed_by", "published_by", "withdrawn_by")
TYPES = {
    "pdf": (BulletinFile.Kind.PDF, "application/pdf"),
    "docx": (
        BulletinFile.Kind.DOCX,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


class BulletinList(RequiresPermission, TemplateView):
    """通报 /bulletins/: the newest first."""

    template_name = "bulletins/bulletin_list.html"

    def get_context_data(self, **kwargs):
        officer, day = self.request.user, clock.today()
        rows = Bulletin.objects.visible_to(officer, day).select_related("snapshot", "team").order_by("-pk")
        may = officer.may(RANK, day)
        return super().get_context_data(page=page_of(rows, self.request.GET, PAGE), may=may, **kwargs)


class NewBulletin(RequiresPermission, View):
    """编制通报: shows what the data would write; pressed, it is a draft."""

    permissions = (RANK,)

    def get(self, request):
        officer, day = request.user, clock.today()
        snapshot, group = choosing.wanted(officer, day, request.GET)
        context = {"choices": choosing.choices(officer, day, snapshot, group), "snapshot": snapshot}
        if snapshot:
            figures = Figures(snapshot, group)
            context |= {"figures": figures, "group": group, "group_words": group_words(group)}
            context["cut_off"] = cut_words(snapshot.cut_off)
            context |= {
                "obstacle": making.obstacle(snapshot, figures),
                "draft": choosing.open_draft(snapshot, group),
            }
            if not context["obstacle"]:
                said = written(figures, making.issuer(officer, day))
                context["said"] = [(LABELS[key], said[key][0]) for key in LABELS if said[key][0]]
        return render(request, "bulletins/bulletin_new.html", context)

    def post(self, request):
        form = MakeForm(request.POST)
        if not form.is_valid():
            raise Http404
        seen = Snapshot.objects.visible_to(request.user, clock.today()).select_related("rules")
        snapshot = get_object_or_404(seen, pk=form.cleaned_data["snapshot"])
        bulletin = making.make(
            snapshot=snapshot,
            group=form.cleaned_data["group"],
            by=request.user,
            at=clock.now(),
            day=clock.today(),
        )
        return redirect("bulletins:detail", bulletin.pk)


class BulletinView(RequiresPermission, View):
    """What the pages of one bulletin share."""

    def bulletin(self, pk):
        seen = Bulletin.objects.visible_to(self.request.user, clock.today())
        return get_object_or_404(seen.select_related(*RELATED), pk=pk)

    def may_write(self, bulletin):
        return self.request.user.may(RANK, clock.today(), bulletin.path)

    def pages(self, bulletin):
        """Return what the part with the pictures needs; their address changes with what they show."""
        content, mark = papers.current(bulletin, day=clock.today())
        drawn = papers.pictures_of(content, mark)
        return {"pages": range(1, len(drawn) + 1), "shown": papers.digest_of([content, mark])[:12]}

    def context(self, bulletin):
        return {
            "bulletin": bulletin,
            "newer": bulletin.newer,
            "may_write": self.may_write(bulletin),
            **self.pages(bulletin),
        }


class BulletinPage(BulletinView):
    """通报 /bulletins/<id>/: a draft is written here, a signed one read."""

    def get(self, request, pk):
        bulletin = self.bulletin(pk)
        context = self.context(bulletin)
        if bulletin.state == Bulletin.State.DRAFT and context["may_write"]:
            context["blocks"] = [shown(block) for block in blocks_of(bulletin)]
            return render(request, "bulletins/bulletin_edit.html", context)
        context["files"] = list(bulletin.files.all())
        context["intact"] = signing.is_intact(bulletin)
        return render(request, "bulletins/bulletin_detail.html", context)


def blocks_of(bulletin):
    blocks = bulletin.blocks.select_related("edited_by").order_by("serial")
    for block in blocks:
        block.bulletin = bulletin
    return blocks


def shown(block, **more):
    """Return what the card of a block needs."""
    heading = next(heading for key, _, heading, *_ in BLOCKS if key == block.key)
    found = checking.findings_about(LABELS[block.key], block.edited) if block.edited else []
    found += checking.figures_about(block.bulletin, {block.key: block.edited}) if block.edited else []
    height = sum(1 + len(line) // 40 for line in block.text.splitlines()) or 1
    return {
        "block": block, "label": LABELS[block.key], "heading": heading, "required": block.key in REQUIRED,
        "findings": found, "rows": min(max(height, 1), 14), **more,
    }  # fmt: skip


class BlockView(BulletinView):
    """Save one block; with htmx the card and the preview come back, else the whole page."""

    permissions = (RANK,)

    def post(self, request, pk, key):
        bulletin, form = self.bulletin(pk), BlockForm(request.POST)
        if key not in LABELS:
            raise Http404
        if not form.is_valid():
            raise DomainError("文字太长或者页面不完整，没有保存。请刷新页面后再改。")
        now = clock.now()
        try:
            block = editing.change(bulletin=bulletin, key=key, **form.cleaned_data, by=request.user, at=now)
        except Conflict as conflict:
            return (
                self.failed(bulletin, key, form, conflict)
                if request.htmx
                else conflict_response(request, conflict)
            )
        except DomainError as error:
            if not request.htmx:
                raise
            return self.failed(bulletin, key, form, error)
        return self.answer(bulletin, block, now)

    def answer(self, bulletin, block, saved_at=None):
        if not self.request.htmx:
            return redirect(f"{self.request.path.split('/blocks/')[0]}/#block-{block.key}")
        card = shown(block, saved_at=saved_at)
        context = {"bulletin": bulletin, "one": card, "swapped": True, **self.pages(bulletin)}
        return render(self.request, "bulletins/_block.html", context)

    def failed(self, bulletin, key, form, error):
        """Show the card again with what was typed, and why it is not kept."""
        block = next(block for block in blocks_of(bulletin) if block.key == key)
        typed = form.cleaned_data["text"]
        card = shown(block, failed=str(error), typed=typed, theirs=isinstance(error, Conflict))
        status = 409 if isinstance(error, Conflict) else 422
        return render(
            self.request, "bulletins/_block.html", {"bulletin": bulletin, "one": card}, status=status
        )


class RestoreView(BlockView):
    """恢复为数据生成的文字."""

    def post(self, request, pk, key):
        bulletin = self.bulletin(pk)
        block = editing.restore(bulletin=bulletin, key=key, by=request.user, at=clock.now())
        return self.answer(bulletin, block)


class RefreshView(BulletinView):
    """刷新数据: write the draft anew from the corrected table."""

    permissions = (RANK,)

    def post(self, request, pk):
        bulletin = making.refresh(bulletin=self.bulletin(pk), by=request.user, at=clock.now())
        kept = bulletin.blocks.filter(outdated=True).count()
        told = f"已按榜单 {bulletin.snapshot.name} 刷新。" + (
            f"您改过的 {kept} 段没有动，请核对其中的数字。" if kept else ""
        )
        messages.success(request, told)
        return redirect("bulletins:detail", bulletin.pk)


class PreviewPage(BulletinView):
    """预览 A4: all pages, as they will be printed."""

    def get(self, request, pk):
        return render(request, "bulletins/bulletin_preview.html", self.context(self.bulletin(pk)))


class BulletinPicture(BulletinView):
    """One page as a picture."""

    def get(self, request, pk, page):
        content, mark = papers.current(self.bulletin(pk), day=clock.today())
        drawn = papers.pictures_of(content, mark)
        if not 1 <= page <= len(drawn):
            raise Http404
        headers = {"Cache-Control": "private, max-age=3600"}
        return HttpResponse(drawn[page - 1], content_type="image/png", headers=headers)


class BulletinFileView(BulletinView):
    """The kept PDF or Word file, verified."""

    def get(self, request, pk, kind):
        if kind not in TYPES:
            raise Http404
        bulletin, (which, media) = self.bulletin(pk), TYPES[kind]
        data = signing.file_of(bulletin, which)
        serial = "".join(sign for sign in bulletin.number if sign.isdigit())
        how = "inline" if kind == "pdf" else "attachment"
        headers = {
            "Content-Disposition": f'{how}; filename="bulletin-{bulletin.period}-{serial}.{kind}"',
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(data, content_type=media, headers=headers)
