"""Signing off, publishing, withdrawing, throwing away: each confirmed on a page that says what will happen."""

from django.contrib import messages
from django.shortcuts import redirect, render

from enforcement import clock
from enforcement.dossiers.services import send_once
from enforcement.errors import DomainError, Refused
from enforcement.law.findings import Level
from enforcement.teams.roles import RANK
from enforcement.web import refused_response
from supervision.bulletins.checking import findings_of
from supervision.bulletins.forms import SignForm, WithdrawForm
from supervision.bulletins.models import Bulletin
from supervision.bulletins.sentences import LABELS
from supervision.bulletins.services import making, signing
from supervision.bulletins.views import BulletinView

State = Bulletin.State


class ActView(BulletinView):
    """A summary, the effect, and the verb on the button; pressed twice it happens once."""

    permissions = (RANK,)
    template_name = ""
    form_class = None
    states = ()

    def get(self, request, pk):
        bulletin = self.bulletin(pk)
        if bulletin.state not in self.states:
            return redirect("bulletins:detail", pk)
        return self.page(bulletin, self.form_class() if self.form_class else None)

    def page(self, bulletin, form, status=200, **more):
        context = {"bulletin": bulletin, "form": form, **self.summary(bulletin), **more}
        return render(self.request, self.template_name, context, status=status)

    def summary(self, bulletin):
        return {}

    def post(self, request, pk):
        bulletin = self.bulletin(pk)
        form = self.form_class(request.POST) if self.form_class else None
        if form is not None and not form.is_valid():
            return self.page(bulletin, form, status=422)
        typed = form.cleaned_data if form is not None else {}
        now = clock.now()

        def act():
            self.act(bulletin, typed, now)
            return 302, {}

        try:
            send_once(
                key=request.POST.get("idempotency_key", ""), address=request.path, content=typed, by=request.user,
                at=now, act=act,
            )  # fmt: skip
        except Refused as refused:
            return refused_response(request, refused, self.template_name, self.refused(bulletin, form))
        except DomainError as error:
            if form is None or "reason" not in form.fields:
                raise
            form.add_error("reason" if not typed.get("reason") else None, str(error))
            return self.page(bulletin, form, status=422)
        return self.done(bulletin)

    def done(self, bulletin):
        """Say what has happened on the page that shows it."""
        messages.success(self.request, self.told(Bulletin.objects.get(pk=bulletin.pk)))
        return redirect("bulletins:detail", bulletin.pk)

    def refused(self, bulletin, form):
        return {"bulletin": bulletin, "form": form, **self.summary(bulletin)}


class SignView(ActView):
    """签发, or 签发并发布 in one."""

    template_name = "bulletins/bulletin_sign.html"
    form_class = SignForm
    states = (State.DRAFT,)

    def summary(self, bulletin):
        blocks = list(bulletin.blocks.all())
        found = findings_of(bulletin)
        texts = {block.key: block.text for block in blocks}
        return {
            "title": texts["title"].replace("\n", ""),
            "addressee": texts["addressee"],
            "changed": [LABELS[block.key] for block in blocks if block.edited],
            "outdated": [LABELS[block.key] for block in blocks if block.outdated],
            "left_out": [LABELS[block.key] for block in blocks if block.edited == ""],
            "findings": found,
            "stopped": any(each.level is not Level.WARN for each in found),
            "newer": bulletin.newer,
            "seen": signing.shown(bulletin, clock.today()),
            **self.pages(bulletin),
        }

    def act(self, bulletin, typed, now):
        signing.sign(
            bulletin=bulletin, by=self.request.user, at=now, day=clock.today(), reason=typed["reason"],
            publish_too=self.request.POST.get("then") == "publish", seen=self.request.POST.get("seen", ""),
        )  # fmt: skip

    def told(self, bulletin):
        done = "已签发并发布" if bulletin.state == State.PUBLISHED else "已签发"
        return f"{done}，发文字号 {bulletin.number}。PDF 和 Word 已留存。"


class PublishView(ActView):
    """发布."""

    template_name = "bulletins/bulletin_publish.html"
    states = (State.SIGNED,)

    def act(self, bulletin, typed, now):
        signing.publish(bulletin=bulletin, by=self.request.user, at=now)

    def told(self, bulletin):
        return f"{bulletin.number} 已发布，全市有岗位的人员都可以查看。"


class WithdrawView(ActView):
    """撤回."""

    template_name = "bulletins/bulletin_withdraw.html"
    form_class = WithdrawForm
    states = (State.SIGNED, State.PUBLISHED)

    def act(self, bulletin, typed, now):
        signing.withdraw(bulletin=bulletin, reason=typed["reason"], by=self.request.user, at=now)

    def told(self, bulletin):
        return f"{bulletin.number} 已撤回，文号保留，不再使用。"


class DiscardView(ActView):
    """删除草稿."""

    template_name = "bulletins/bulletin_discard.html"
    states = (State.DRAFT,)

    def summary(self, bulletin):
        return {"changed": [LABELS[block.key] for block in bulletin.blocks.exclude(edited=None)]}

    def act(self, bulletin, typed, now):
        making.discard(bulletin=bulletin, by=self.request.user, at=now)

    def done(self, bulletin):
        messages.success(self.request, f"{bulletin.about}通报的草稿已删除，没有占用文号。")
        return redirect("bulletins:list")
