"""Invented content for the sample page, and an officer who needs no database."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace

from django import forms

from enforcement.law import deadlines, terms
from enforcement.law.calendar import WorkCalendar
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import Finding, Level
from enforcement.teams.models import Officer, Post, Team
from enforcement.teams.roles import Role
from enforcement.teams.sight import Sight
from enforcement.templatetags.marks import WORDS

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, tzinfo=timezone(timedelta(hours=8)))
CALENDAR = WorkCalendar(holidays=[date(2026, 10, day) for day in range(1, 8)], worked=[], years=[2026, 2027])


def officer(role=Role.OFFICER, **given):
    """Return an officer with one post, ready to look at pages without any row."""
    team = Team(pk=1, path="331081001", kind=Team.Kind.TOWNSHIP, name="测试镇", full_name="测试镇人民政府")
    person = Officer(pk=1, username="zhang", name="张三", theme="light", **given)
    posts = (Post(officer=person, team=team, role=role, valid_from=date(2020, 1, 1)),)
    person._sights = {TODAY: Sight(1, posts, frozenset())}
    return person


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="姓名或单位名称", help_text="与证件一致，生僻字照写")
    number = forms.CharField(label="证件号码", required=False)
    field = forms.ChoiceField(label="领域", choices=[("", "请选择"), ("1", "市容环卫"), ("2", "生态环境")])
    harm = forms.ChoiceField(
        label="危害后果",
        widget=forms.RadioSelect,
        choices=[("NONE", "没有"), ("SLIGHT", "轻微"), ("SERIOUS", "较重")],
    )
    told = forms.BooleanField(label="我已口头告知事实、理由、依据和权利")
    words = forms.CharField(label="当事人意见", widget=forms.Textarea(attrs={"rows": 2}), required=False)


def deadline(name, start, event):
    return deadlines.deadline(getattr(terms, name), start, CALENDAR, event=event)


def in_days(count, **given):
    return {"due": TODAY + timedelta(days=count), **given}


def findings():
    article = Clause(PENALTY, 51)
    return [
        Finding(
            Level.WARN,
            "三项条件都符合首违不罚，您选择了处罚",
            "请选理由，理由会写入案卷",
            rule="R-302",
            clause=Clause(PENALTY, 33, 1),
        ),
        Finding(
            Level.BLOCK,
            "罚款 300 元超过当场处罚上限（个人 200 元）",
            "改为 200 元以下，或转普通程序，已填内容会带过去",
            rule="R-126",
            clause=article,
        ),
        Finding(
            Level.HOLD,
            "拟罚数额低于裁量基准下限",
            "报负责人决定后继续",
            rule="R-113",
            clause=Clause(PENALTY, 34),
            superior="本机关负责人",
        ),
        SimpleNamespace(
            level="NOTE",
            message="照片 2 张没有拍摄地点，审核可能退回",
            clause="",
            remedy="补地点，或说明原因",
            rule="R-9",
        ),
    ]


def content(form=None):
    """Return everything that the sample page shows."""
    names = ("线索", "立案", "调查", "告知", "法制审核", "决定", "送达", "执行", "归档")
    return {
        "form": form or SampleForm({"name": "", "harm": "SLIGHT", "number": "3310"}),
        "stages": [(word, TODAY - timedelta(days=9 - n) if n < 4 else "") for n, word in enumerate(names)],
        "bars": [
            {
                "title": "决定期限",
                "due": date(2027, 1, 26),
                "start": date(2026, 10, 28),
                "unit": "day",
                "clause": Clause(PENALTY, 60),
            },
            {
                "title": "听证申请",
                "due": date(2026, 11, 24),
                "start": date(2026, 11, 17),
                "unit": "working",
                "clause": Clause(PENALTY, 64),
            },
        ],
        "rows": [
            {
                "due": in_days(-2),
                "next": "送达决定书",
                "what": "…0312 李某 店外经营",
                "kind": "普通",
                "age": "41 天",
            },
            {
                "due": in_days(0),
                "next": "处理登记保存物",
                "what": "…0398 某食品店",
                "kind": "普通",
                "age": "7 天",
            },
            {
                "due": in_days(3, unit="working"),
                "next": "上交当场罚款",
                "what": "…0405 赵某 占道经营",
                "kind": "简易",
                "age": "1 天",
            },
            {
                "due": in_days(7),
                "next": "听取陈述申辩",
                "what": "…0377 某建材公司 未设置围挡施工造成扬尘",
                "kind": "普通",
                "age": "23 天",
            },
            {
                "due": in_days(41),
                "next": "补调查笔录",
                "what": "…0350 某物业",
                "kind": "普通",
                "age": "49 天",
            },
            {"due": None, "next": "线索待认领", "what": "12345 转办 夜间噪声", "kind": "线索", "age": "0 天"},
        ],
        "findings": findings(),
        "cases": [
            {
                "number": "测综执简决〔2026〕0406号",
                "title": "占道经营",
                "party": "李小明",
                "state": "送达",
                "due": in_days(2),
                "fine": Decimal(30),
            },
            {
                "number": "测综执立字〔2026〕第0377号",
                "title": "未设置围挡施工",
                "party": "张三",
                "state": "告知",
                "due": in_days(67),
                "fine": Decimal(6000),
            },
            {
                "number": "测综执简决〔2026〕0312号",
                "title": "店外经营",
                "party": "欧阳小明",
                "state": "已结案",
                "due": None,
                "fine": None,
            },
        ],
        "times": [
            deadline("PAY_FINE", date(2026, 11, 10), "收到决定书"),
            in_days(-3, title="送达", unit="working"),
            in_days(0),
            in_days(5, provisional=True),
            {"due": TODAY, "paused": "鉴定"},
            None,
        ],
        "words": [word for words in WORDS.values() for word in words.split()],
        "pairs": [
            ("姓名", "李*明"),
            ("证件号码", "331083********1234"),
            ("手机", "138****5678"),
            ("住址", None),
        ],
        "entries": [
            {
                "at": NOW,
                "words": "送达事先告知书",
                "actor_words": "张三 · 测试镇 · 执法人员",
                "detail": "当事人签收",
                "url": "#main",
            },
            {
                "at": NOW - timedelta(days=3),
                "words": "调取施工许可信息",
                "actor_words": "李四 · 测试镇 · 执法人员",
            },
        ],
    }
