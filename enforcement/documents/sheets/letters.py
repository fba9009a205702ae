"""The sections of papers in prose: decisions, notices, the report."""

import re

from enforcement.documents import wording
from enforcement.documents.sheets.parts import counted, ended
from enforcement.documents.sheets.tables import opinion


def found(content):
    """Return when, where and what happened, and what proves it."""
    proof = f"上述事实有{'、'.join(content.evidence)}等证据证明。" if content.evidence else ""
    return [f"{happened(content)}{proof}"]


DAY_FIRST = re.compile(r"^(?:(\d{4})年)?0?(\d{1,2})月0?(\d{1,2})日(?:\d{1,2}时(?:\d{1,2}分)?)?[，,]?")


def happened(content):
    """Return when, who, where and what, each said once, however much of it the officer's own words say."""
    act = told_without_day(content)
    inside = content.place in act
    if inside and act.startswith(f"在{content.place}"):
        act, inside = act.removeprefix(f"在{content.place}").lstrip("，,"), False
    where = "" if inside else f"在{content.place}"
    if any(name and name in act for name in ("当事人", content.party.name)):
        said = f"{where}，{act}" if where else act
    else:
        said = f"当事人{where}{act}"
    return f"{wording.moment(content.acted_at)}，{said}"


def told_without_day(content):
    """Return the act in words, without its own day in front, which the moment before it says."""
    act, day = ended(content.act), wording.local_day(content.acted_at)
    found = DAY_FIRST.match(act)
    if found and (int(found[1] or day.year), int(found[2]), int(found[3])) == (day.year, day.month, day.day):
        return act[found.end() :]
    return act


def summary_penalty(content):
    """Return the sections of the on-the-spot decision as (code, head, lines)."""
    grounds = (
        f"上述行为违反了{content.breached}的规定。{ended(content.benchmark)}"
        f"依据{content.basis}和{wording.SUMMARY}的规定，决定当场作出以下行政处罚："
    )
    order = wording.order(content.order)
    return [
        ("facts", "违法事实和证据", found(content)),
        ("decision", "处罚依据和决定", [grounds, *counted(content.penalties()), *filter(None, [order])]),
        ("payment", "履行方式和期限", list(content.manner)),
        ("defence", "告知和陈述、申辩", [f"{content.notice}{content.defence}"]),
        ("remedies", "救济途径", [content.remedies]),
    ]


def no_penalty(content):
    """Return the sections of the no-penalty decision as (code, head, lines)."""
    prior = f"以往违法记录查询结果：{ended(content.prior_query)}" if content.prior_query else ""
    return [
        ("facts", "违法事实和证据", found(content)),
        (
            "reasons",
            "不予处罚的理由",
            [f"上述行为违反了{content.breached}的规定。", f"经查，{ended(content.reasons)}{prior}"],
        ),
        ("decision", "决定", [content.decision, wording.order(content.order)]),
        ("education", "教育", [ended(content.education)]),
        ("remedies", "救济途径", [content.remedies]),
    ]


def exhibits(content):
    """Return the evidence, one line each, with what it proves."""
    return counted([each.words() for each in content.evidence])


def report(content):
    """Return the sections of the concluding report as (code, head, lines)."""
    return [
        ("source", "案件来源", [ended(content.source)]),
        ("history", "调查经过", list(content.history)),
        ("facts", "违法事实", [f"经查，{happened(content)}"]),
        ("evidence", "证据", ["上述事实有下列证据证明：", *exhibits(content)] if content.evidence else []),
        (
            "nature",
            "案件性质和处罚依据",
            [
                f"{ended(content.nature)}上述行为违反了{content.breached}的规定。处罚依据为{ended(content.basis)}"
            ],
        ),
        ("benchmark", "裁量理由", [ended(content.benchmark)]),
        (
            "proposal",
            "处理建议",
            [ended(content.proposal), *(counted(content.penalties()) if content.kinds else [])],
        ),
    ]


def prior_notice(content):
    """Return the sections of the prior notice as (code, head, lines)."""
    intended = f"依据{content.basis}的规定，本机关拟对你（单位）作出以下行政处罚："
    return [
        ("facts", "违法事实", [f"经查，{happened(content)}"]),
        ("evidence", "证据", ["上述事实有下列证据证明：", *exhibits(content)] if content.evidence else []),
        (
            "reasons",
            "违反的规定和裁量理由",
            [f"上述行为违反了{content.breached}的规定。", ended(content.benchmark)],
        ),
        (
            "penalty",
            "拟作出的行政处罚",
            [intended, *counted(content.penalties()), wording.order(content.order)],
        ),
        ("defence", "陈述、申辩的权利", [content.defence_right]),
        ("hearing", "要求听证的权利", [content.hearing_right]),
        ("contact", "联系方式", [contact(content.contact)]),
    ]


def contact(words):
    """Return whom to ask; the papers of the first version hold names only, without saying whose."""
    return ended(words if not words or words.startswith("联系") else f"联系人：{words}")


def decision(content):
    """Return nine of the ten parts of the decision as (code, head, lines); the party is the first (R-915)."""
    imposed = f"依据{content.basis}和{wording.DECIDED}的规定，本机关决定对当事人作出以下行政处罚："
    return [
        ("history", "案件来源和办案经过", list(content.history)),
        ("facts", "违法事实", [f"经查，{happened(content)}"]),
        ("evidence", "证据", ["上述事实有下列证据证明：", *exhibits(content)] if content.evidence else []),
        ("defence", "告知和陈述、申辩", [content.notice, *content.defence]),
        ("nature", "违法行为的性质", [f"本机关认为，上述行为违反了{content.breached}的规定。"]),
        ("benchmark", "裁量理由", [ended(content.benchmark)]),
        (
            "decision",
            "处罚依据和决定",
            [imposed, *counted(content.penalties()), wording.order(content.order)],
        ),
        ("payment", "履行方式、期限和逾期后果", [*content.manner, content.surcharge, content.warning]),
        ("remedies", "救济途径和公开", [content.remedies, content.publicity]),
    ]


def reported(content):
    """Return how the report begins, who made it, and the section's opinion under it."""
    return {
        "opening": f"{content.party.name}涉嫌{wording.offence(content.matter)}一案，现已调查终结，报告如下：",
        "signers": [each.words() for each in content.officers],
        "table": [opinion("承办机构意见", content.section)] if content.section else [],
    }


def noticed(content):
    """Return how the notice begins."""
    return {
        "opening": f"关于你（单位）涉嫌{wording.offence(content.matter)}一案，本机关已调查终结。"
        f"依据{wording.TOLD}的规定，现将拟作出的行政处罚内容及事实、理由、依据告知如下：",
    }


def decided(content):
    """Return how the decision begins."""
    return {
        "opening": f"当事人{wording.offence(content.matter)}一案，本机关已依法调查终结，现查明并决定如下："
    }
