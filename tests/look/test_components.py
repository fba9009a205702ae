"""Every component renders, says its word beside its colour, and names what it is."""

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.html import parse_html

from cases.templatetags.compared import side
from enforcement import web
from enforcement.errors import Refused
from enforcement.teams.roles import PERMISSIONS, Role
from tests.look import gallery

TODAY = gallery.TODAY


def draw(source, **context):
    return Template(source).render(Context({"today": TODAY, **context}))


@pytest.fixture
def client():
    return Client()


def test_the_gallery_shows_every_component(client):
    page = client.get("/gallery/").content.decode()
    for mark in (
        "stage-line", "deadline-bar", "queue-row", "finding", "timeline", "facts", "empty-state", "error-summary",
        "page-links", "chip", "action-bar", "identity-bar",
    ):  # fmt: skip
        assert f'class="{mark}' in page or f" {mark}" in page, mark
    assert "<title>错误：组件样张 - 基层执法办案</title>" in page  # a form with errors says so first
    assert page.count("<h1") == 1


def test_a_deadline_says_words_and_how_it_was_computed():
    due = gallery.deadline("PAY_FINE", date(2026, 11, 10), "收到决定书")
    shown = draw("{% deadline due today %}", due=due)
    assert "剩 5 天" in shown
    assert "怎么算的" in shown
    assert "收到决定书" in shown
    assert "《行政处罚法》第六十七条第三款" in shown
    brief = draw("{% left due today %}", due=due)
    assert "<details" not in brief
    assert "剩 5 天" in brief


def test_a_deadline_bar_is_text_first():
    bar = {"title": "决定期限", "due": date(2027, 1, 26), "start": date(2026, 10, 28), "clause": "第六十条"}
    shown = draw("{% deadline_bar bar today %}", bar=bar)
    for words in ("决定期限", "剩 67 天", "（47 个工作日）", "01-26 止", "第六十条", "width: 26%"):
        assert words in shown


@pytest.mark.parametrize(
    ("word", "tone"), [("已结案", "done"), ("退回补正", "soon"), ("没有听过的词", "plain")]
)
def test_a_chip_has_its_tone(word, tone):
    assert f'class="chip {tone}"' in draw("{% chip word %}", word=word)


def test_a_chip_reads_the_label_of_a_choice():
    assert "执法人员" in draw("{% chip role %}", role=Role.OFFICER)


def test_findings_stand_in_order_and_ask_for_reasons_where_one_helps():
    shown = draw('{% findings many reasons="reason-" %}', many=gallery.findings())
    places = [shown.index(level) for level in ("不能继续", "需负责人决定", "要说明理由", "提醒")]
    assert places == sorted(places)
    assert 'name="reason-R-302"' in shown
    assert 'name="reason-R-113"' in shown
    assert 'name="reason-R-126"' not in shown  # what the law forbids, no reason opens


def test_a_refusal_shows_all_findings_and_says_that_nothing_changed(client):
    answer = client.get("/refused/")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "现在不能出具当场处罚决定书" in page
    assert page.count('class="level"') == 4
    assert "没有改动任何内容" in page
    assert page.count("<title>错误：") == 1


def test_a_refusal_without_findings_shows_its_words():
    shown = draw("{% refusal refused %}", refused=Refused("收缴罚款", []))
    assert "现在不能收缴罚款" in shown
    assert draw("{% refusal nothing %}", nothing=None).strip() == ""


def test_what_is_typed_is_escaped():
    evil = "<script>alert(1)</script>"
    finding = SimpleNamespace(
        level="BLOCK", message=evil, clause=evil, remedy=evil, rule="R-1", superior=evil
    )
    for source in (
        "{% finding one %}", "{% chip word %}", "{% empty word word word word %}", "{% facts pairs %}",
        "{% timeline entries %}", "{% stage_line stages word %}", "{% icon word word %}",
    ):  # fmt: skip
        entries = [{"at": gallery.NOW, "words": evil, "actor_words": evil, "detail": evil}]
        shown = draw(
            source, one=finding, word=evil, pairs=[(evil, evil)], entries=entries, stages=[(evil, "")]
        )
        assert "<script>" not in shown, source


def test_the_timeline_reads_the_journal_in_words():
    entry = SimpleNamespace(at=gallery.NOW, verb="close_day", actor_words="张三 · 测试镇", data={"chains": 3})
    shown = draw("{% timeline entries %}", entries=[entry])
    assert "封存当日日志" in shown
    assert "链数：3" in shown
    assert "还没有记录" in draw("{% timeline entries %}", entries=[])


def test_fields_have_labels_hints_errors_and_point_to_them():
    form = gallery.SampleForm({"number": "3310"})
    page = draw("{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    assert 'for="id_name"' in page
    assert 'aria-describedby="id_name_hint id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert "（必填）" in page
    assert page.count("<fieldset") == 1
    assert page.count('type="radio"') == 3
    summary = draw("{% error_summary form %}", form=form)
    assert 'href="#id_name"' in summary
    assert "姓名或单位名称：" in summary
    assert draw("{% error_summary form %}", form=gallery.SampleForm()).strip().startswith("{#") is False
    assert "错误" not in draw("{% error_summary form %}", form=gallery.SampleForm())


def test_a_hidden_field_stays_hidden():
    class Hidden(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput)

    assert draw("{% field form.key %}", form=Hidden()).count("<label") == 0


def test_the_idempotency_key_is_new_each_time():
    assert draw("{% idempotency %}") != draw("{% idempotency %}")
    assert "data-idempotency" in draw("{% idempotency %}")


def test_asset_addresses_change_with_the_file():
    assert "/static/house/house.css?v=" in draw('{% asset "house/house.css" %}')


@pytest.mark.parametrize("role", Role)
def test_navigation_offers_what_the_role_may_open(role):
    request = RequestFactory().get("/cases/list/")
    request.user = gallery.officer(role)
    frame = web.Frame(request)
    labels = [place["label"] for place in frame.navigation]
    held = PERMISSIONS[role]
    assert labels[0] == "工作台"
    assert ("案件" in labels) == ("cases.read" in held)
    assert ("事项" in labels) == ("lists.read" in held)
    assert bool(frame.new_case) == ("cases.handle" in held)
    assert [place["label"] for place in frame.navigation if place["here"]] in (["案件"], [])
    assert len(frame.bottom["before"]) + len(frame.bottom["after"]) <= (3 if frame.new_case else 4)


def test_pages_that_do_not_exist_yet_are_left_out():
    assert web.address_of("nowhere:list") == ""


def test_the_frame_asks_no_query(client):
    """The sample pages run without a database; a query would raise."""
    assert client.get("/gallery/").status_code == 200


def test_a_polite_no_names_the_role_that_may(client):
    answer = client.get("/forbidden/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "系统管理员" in page
    assert "测试镇 执法人员" in page


def test_a_conflict_shows_both_values(client):
    answer = client.get("/conflict/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "50 元" in page
    assert "30 元" in page
    assert "<title>错误：" in page


@pytest.mark.parametrize(
    ("address", "status"), [("/missing/", 404), ("/nothing-here/", 404), ("/broken/", 500)]
)
def test_error_pages_keep_the_frame_and_offer_one_act(client, address, status):
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert page.count('<a class="btn btn-primary"') == 1
    for banned in ("非法操作", "系统异常", "Traceback"):
        assert banned not in page


def test_requires_permission_refuses_and_lets_pass():
    class Page(web.RequiresPermission, web.PartialMixin, web.LoginRequiredMixin):
        permissions = ("teams.manage",)

    request = RequestFactory().get("/")
    request.user = gallery.officer(Role.OFFICER)
    with pytest.raises(web.NoPost):
        Page().dispatch(request)


class Drawn(forms.Form):
    """Every kind of field that a template of ours draws in place of the framework's."""

    words = forms.CharField(label="词", required=False)
    day = forms.DateField(label="日", widget=forms.DateInput(attrs={"data-day": True, "hidden": False}))
    unit = forms.ChoiceField(
        label="单位",
        choices=[("", "---------"), ("县 <市>", [("a", "甲 & 乙"), ("b", '丙 "丁"')]), (3, "三")],
        widget=forms.Select(attrs={"data-from": "a < b"}),
    )
    many = forms.MultipleChoiceField(label="多选", choices=[("1", "一"), ("2", "二")])


@pytest.mark.parametrize("typed", [{}, {"words": '<b> & "', "day": "2026-11-20", "unit": "b", "many": ["2"]}])
def test_fields_are_drawn_as_the_framework_draws_them(typed):
    ours, theirs = Drawn(typed or None), Drawn(typed or None, renderer=DjangoTemplates())
    for name in Drawn.base_fields:
        assert parse_html(str(ours[name])) == parse_html(str(theirs[name])), name


def test_words_of_a_comparison_are_escaped_and_marked():
    lines = [[SimpleNamespace(text="a < b", marked=False), SimpleNamespace(text="<i>", marked=True)]]
    shown = side(lines, "ins") + side([], "del")
    assert shown == '<p>a &lt; b<ins>&lt;i&gt;</ins></p><p class="muted">没有</p>'
