"""The time limits of the cases become limits of the engine, each with the term from which it is counted anew.

One statement carries them all, under the keys that the reminders know; what was special about some cases (extensions,
days that do not count, payment put off, clues and reviews prolonged) is added to those alone. A limit that no term
explains is a day that was ordered.
"""

import json
from datetime import date, timedelta

from django.core.management.color import no_style
from django.db import migrations

CHUNK = 1000
PENALTY, HOUSE, RECONSIDERATION = "行政处罚法", "内部规定", "行政复议法"
MARKET, HOUSING = "市场监督管理行政处罚程序规定", "住房和城乡建设行政处罚程序规定"


def term(name, days, unit, event, statute, article=None, paragraph=None, rolls=False, status="CONFIRMED"):
    where = {"statute": statute, "article": article, "paragraph": paragraph}
    clause = {part: value for part, value in where.items() if value}
    return {
        "name": name, "days": days, "unit": unit, "clause": clause, "rolls": rolls, "event": event, "before": False,
        "status": status,
    }  # fmt: skip


TERMS = {
    "answer": term("答复投诉举报人", 60, "DAY", "收到投诉举报", "行政复议法实施条例", 24),
    "pay": term("缴纳罚款", 15, "DAY", "收到决定书", PENALTY, 67, 3, rolls=True),
    "reconsideration": term("申请行政复议", 60, "DAY", "送达", RECONSIDERATION, 20, 1, rolls=True),
    "suit": term("提起行政诉讼", 6, "MONTH", "知道决定", "行政诉讼法", 46, 1, rolls=True),
    "hand_in": term("执法人员交回当场收缴的罚款", 2, "WORKING_DAY", "收缴罚款", PENALTY, 71),
    "deliver": term("送达决定书", 7, "WORKING_DAY", "作出决定", PENALTY, 61, 1),
    "decide": term("作出处罚决定", 90, "DAY", "立案", PENALTY, 60, rolls=True),
    "defence": term("陈述、申辩", 5, "WORKING_DAY", "收到告知书", HOUSE, status="DEFAULT"),
    "review": term("法制审核", 5, "WORKING_DAY", "送审", HOUSE, status="DEFAULT"),
    "publish": term(
        "公示处罚决定", 7, "WORKING_DAY", "作出决定", "全面推行行政执法公示等三项制度的指导意见", status="MEMORY"
    ),
    "close": term("填写结案审批表", 15, "WORKING_DAY", "办理完毕", MARKET, 80, status="MEMORY"),
}  # fmt: skip
REVIEW_MARKET = term("法制审核", 10, "WORKING_DAY", "送审", MARKET, status="MEMORY")
CLUE_LONGER = {
    "MARKET": term("核查线索（经批准延长）", 30, "WORKING_DAY", "登记线索", MARKET, 18, status="MEMORY"),
    "HOUSING": term("核查线索（经批准延长）", 25, "WORKING_DAY", "登记线索", HOUSING, status="MEMORY"),
}
# these have their number from a parameter of the day on which they began
FILE = term("当场处罚决定备案", 3, "WORKING_DAY", "决定", PENALTY, 52, 3, status="DEFAULT")
CLUE = term("处理线索", 15, "WORKING_DAY", "登记线索", HOUSE, status="DEFAULT")
BY_SETTING = {
    "file_with_unit": (FILE, "summary.filing_days"),
    "confirm": (FILE, "summary.filing_days"),
    "clue": (CLUE, "clue.days"),
}
CORRECT = {"statute": PENALTY, "article": 28, "paragraph": 1}
SAME = (
    "key", "label", "start_on", "legal_last_day", "safe_day", "for_party", "provisional", "clause", "explanation",
    "met_on",
)  # fmt: skip


def text(value):
    return json.dumps(value, ensure_ascii=False)


def kept(of_term, **more):
    return {"form": 1, "term": of_term} | more


class Statement:
    """The INSERT … SELECT, with its values in the order in which they stand."""

    def __init__(self, apps, connection):
        self.quote, self.values = connection.ops.quote_name, []
        self.json = "::jsonb" if connection.vendor == "postgresql" else ""
        self.parameters = list(apps.get_model("parameters", "Parameter").objects.order_by("-valid_from", "-pk"))

    def given(self, value):
        self.values.append(value)
        return "CAST(%s AS text)"

    def number(self, of_term, name):
        """Return the number that the parameter had for the case's unit on the first day: the nearest area wins."""
        found = [row for row in self.parameters if row.key == name]
        found.sort(key=lambda row: len(row.path), reverse=True)
        whens = []
        for row in found:
            test = []
            if row.path:
                test.append(f"SUBSTR(c.path, 1, {len(row.path)}) = {self.given(row.path)}")
            test.append(f"CAST(d.start_on AS text) >= {self.given(row.valid_from.isoformat())}")
            if row.valid_to:
                test.append(f"CAST(d.start_on AS text) <= {self.given(row.valid_to.isoformat())}")
            whens.append(f"WHEN {' AND '.join(test)} THEN {self.given(str(int(row.value)))}")
        other = self.given(str(of_term["days"]))
        return f"CASE {' '.join(whens)} ELSE {other} END" if whens else other

    def by_setting(self, of_term, name):
        """Return the SQL of what is stored for a term whose number a parameter gave."""
        rest = text({part: value for part, value in of_term.items() if part != "days"})
        parts = [
            self.given(f'{{"form": 1, "term": {rest[:-1]}, "days": '),
            self.number(of_term, name),
            self.given(f'}}, "setting": {{"key": "{name}", "path": "'),
            "c.path",
            self.given('", "day": "'),
            "CAST(d.start_on AS text)",
            self.given('"}}'),
        ]
        return " || ".join(parts)

    def ordered(self, clause, words):
        """Return the SQL of what is stored for a day that was ordered."""
        parts = [
            self.given('{"form": 1, "until": "'),
            "CAST(d.legal_last_day AS text)",
            self.given(f'", "words": {text(words)}, "clause": {text(clause)}}}'),
        ]
        return " || ".join(parts)

    def term(self):
        whens = []
        for key, of_term in TERMS.items():
            whens.append(f"WHEN {self.given(key)} THEN {self.given(text(kept(of_term)))}")
        for key, (of_term, name) in BY_SETTING.items():
            whens.append(f"WHEN {self.given(key)} THEN {self.by_setting(of_term, name)}")
        ordered = self.ordered(CORRECT, ["由办案机关责令改正时确定", "到期复查，结案时登记复查日期"])
        whens.append(f"WHEN {self.given('correct')} THEN {ordered}")
        unknown = self.ordered({"statute": HOUSE}, ["没有期限可以重新计算，这一天不随日历变动"])
        return f"(CASE d.{self.quote('key')} {' '.join(whens)} ELSE {unknown} END){self.json}"

    @property
    def sql(self):
        same = [self.quote(name) for name in SAME]
        new = ", ".join(map(self.quote, ("id", "dossier_id", "subject", "row", "term")))
        return (
            f"INSERT INTO procedures_limit ({new}, {', '.join(same)}) "
            f"SELECT d.id, c.dossier_id, 'case', d.case_id, {self.term()}, {', '.join(f'd.{name}' for name in same)} "
            "FROM cases_casedeadline d JOIN cases_case c ON c.id = d.case_id"
        )


def move(apps, schema_editor):
    connection, limit = schema_editor.connection, apps.get_model("procedures", "Limit")
    statement = Statement(apps, connection)
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        for reset in connection.ops.sequence_reset_sql(no_style(), [limit]):
            cursor.execute(reset)
    limits = limit.objects.filter(subject="case")
    prolong_clues(apps, limits)
    prolong_reviews(apps, limits)
    lengthen_decisions(apps, limits)
    keep_pauses(apps, limits)


def add(limits, key, more):
    """Add to what is stored for the limits under `key` what `more` yields for cases: (case, {part: value})."""
    waiting = {}
    for case, parts in more:
        waiting[case] = parts
        if len(waiting) >= CHUNK:
            write(limits, key, waiting)
            waiting = {}
    write(limits, key, waiting)


def write(limits, key, parts):
    rows = list(limits.filter(key=key, row__in=parts))
    for row in rows:
        found = parts[row.row]
        row.term = row.term | (found(row) if callable(found) else found)
    limits.model.objects.bulk_update(rows, ["term"])


def prolong_clues(apps, limits):
    cases = apps.get_model("cases", "Case").objects
    for domain, of_term in CLUE_LONGER.items():
        longer = cases.filter(clue_longer__domain=domain)
        limits.filter(key="clue", row__in=longer.values("pk")).update(term=kept(of_term))


def prolong_reviews(apps, limits):
    """Reviews of the market's domain have their own term; of several rounds the limit is the last one's."""
    filings = apps.get_model("cases", "Filing").objects.filter(domain="MARKET")
    limits.filter(key="review", row__in=filings.values("case")).update(term=kept(REVIEW_MARKET))
    reviews = apps.get_model("cases", "Review").objects
    last = {}
    longer = reviews.filter(extra_days__gt=0).values("case")
    for review in reviews.filter(case__in=longer).select_related("extra_by").order_by("serial"):
        last[review.case_id] = review
    add(limits, "review", ((case, granted(one)) for case, one in last.items() if one.extra_days))


def granted(review):
    by = review.extra_by.name if review.extra_by else ""
    on = review.extra_on or review.submitted_at.date()
    return {"extensions": [{"days": review.extra_days, "on": on.isoformat(), "by": by}]}


def lengthen_decisions(apps, limits):
    filings = apps.get_model("cases", "Filing").objects.exclude(extensions=[], excluded=[])
    add(limits, "decide", ((filing.case_id, lengthened(filing)) for filing in filings.iterator(CHUNK)))


def lengthened(filing):
    parts = {
        "excluded": [{name: held[name] for name in ("start", "end", "ground")} for held in filing.excluded],
        "extensions": [
            {"days": held["days"], "on": held["approved_on"], "by": held["approved_by"]} for held in filing.extensions
        ],
    }
    return {name: value for name, value in parts.items() if value}


def keep_pauses(apps, limits):
    decisions = apps.get_model("cases", "Decision").objects.exclude(pauses=[])
    add(limits, "pay", ((one.case_id, put_off) for one in decisions.iterator(CHUNK) if held_of(one, "DEFERRAL")))
    lost = ((one.case_id, held_of(one, "WRONG_SUIT")) for one in decisions.iterator(CHUNK))
    add(limits, "reconsideration", ((case, {"excluded": list(map(day_after, held))}) for case, held in lost if held))


def held_of(decision, kind):
    return [held for held in decision.pauses if held["kind"] == kind and held["end"]]


def put_off(limit):
    """Return the day that a head granted: it was written over the one that the term gave."""
    words = [line for line in limit.explanation if "批准延期到" in line]
    return {"until": limit.legal_last_day.isoformat(), "words": words}


def day_after(held):
    end = date.fromisoformat(held["end"]) + timedelta(days=1)
    return {"start": held["start"], "end": end.isoformat(), "ground": "没有告知先复议而起诉"}


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0027_open_in_the_agency"),
        ("parameters", "0001_initial"),
        ("procedures", "0001_limits"),
    ]
    operations = [migrations.RunPython(move)]
