"""The rows of the forms in tables: filing, closing, legal review, proof of service.

A row is a pair of cells, a wide cell, an opinion with its signature, or a list with its own columns.
"""

from enforcement.documents import wording
from enforcement.documents.sheets.parts import NAMES, ended
from enforcement.law.amounts import in_capitals, yuan
from enforcement.law.kinds import PartyKind


def pair(*cells):
    """Return a row of two labelled values."""
    return {"kind": "pair", "cells": [{"label": label, "value": value} for label, value in cells]}


def wide(label, *lines, room=0):
    """Return a row with one value of several paragraphs; `room`: least height in mm."""
    return {"kind": "wide", "label": label, "lines": [line for line in lines if line], "room": room}


def opinion(label, given, room=20):
    """Return a row with somebody's opinion, name and day."""
    return stated(label, ended(given.text), given.names, given.day, room)


def stated(label, text, names, day, room):
    """Return a row with a text, who stands for it, and the day."""
    words = {"lines": [text], "names": "　".join(names), "day": wording.day(day)}
    return {"kind": "opinion", "label": label, "room": room, **words}


def hand(label, place, day="", words="", room=20):
    """Return a row where somebody signs by hand: `place` names who, see `signing`."""
    return {"kind": "sign", "label": label, "place": place, "day": day, "words": words, "room": room}


def listing(label, heads, lines, widths, numeric=()):
    """Return a row with a small table: `widths` in shares, `numeric` columns are right aligned."""
    columns = {"heads": heads, "lines": lines, "widths": widths, "numeric": list(numeric)}
    return {"kind": "list", "label": label, **columns}


def party(content):
    """Return the party's rows."""
    mine = content.party
    _, head, address = NAMES[PartyKind(mine.kind)]
    second = (head, mine.representative) if head else ("性别", mine.gender)
    return [
        pair(("当事人", mine.name), second),
        pair((mine.identity_label(), mine.identity), ("联系电话", mine.phone)),
        wide(address, mine.address),
    ]


def opinions(content, room):
    """Return the chain of opinions: handlers, section, legal section, head; each with `room` mm at least."""
    rows = [
        ("承办人意见", content.proposal),
        ("承办机构意见", content.section),
        ("法制机构意见", content.legal),
        ("负责人决定", content.approval),
    ]
    return [opinion(label, given, room) for label, given in rows if given]


def filing(content):
    """Return the rows of the filing form."""
    return {
        "table": [
            pair(("案由", content.matter), ("案件来源", content.source)),
            pair(
                ("线索发现日期", wording.day(content.found_on)), ("填表日期", wording.day(content.dated_on))
            ),
            *party(content),
            wide("案情摘要", ended(content.facts), room=26),
            wide("涉嫌违反条款", content.breached),
            wide("立案依据", content.basis),
            wide("立案标准", "　".join(f"√{each}" for each in content.criteria)),
            wide("管辖审查", ended(content.jurisdiction)),
            wide("时效审查", ended(content.limitation)),
            wide(
                "拟承办人",
                "　".join(f"{each.name}（执法证号 {each.certificate}）" for each in content.officers),
            ),
            *opinions(content, 20),
        ]
    }


def closing(content):
    """Return the rows of the closing form."""
    return {
        "table": [
            pair(("案由", content.matter), ("立案号", content.case_number)),
            pair(("立案日期", dated(content.filed_on)), ("案件来源", content.source)),
            *party(content),
            wide("决定书文号", content.decision_number),
            pair(("决定日期", dated(content.decided_on)), ("送达日期", dated(content.delivered_on))),
            wide("案情摘要", ended(content.facts)),
            wide("处理决定", ended(content.decision)),
            wide("执行情况", ended(content.performance)),
            *money(content),
            *([wide("罚没财物处理", ended(content.goods))] if content.goods else []),
            wide("改正复查情况", ended(content.correction)),
            wide("复议诉讼情况", ended(content.remedy_result)),
            wide("结案理由", content.reason),
            *opinions(content, 16),
        ]
    }


def dated(day):
    return wording.day(day) if day else "——"


def figure(amount):
    return f"{yuan(amount):,.2f}"


def money(content):
    """Return what was due and what was paid, sums right aligned; nothing where no fine was imposed."""
    if content.fine is None:
        return []
    due = [["罚款", in_capitals(content.fine), figure(content.fine)]]
    if content.surcharge:
        due.append(["加处罚款", in_capitals(content.surcharge), figure(content.surcharge)])
    paid = [[f"{wording.day(each.on)}缴款", voucher(each), figure(each.amount)] for each in content.payments]
    lines = [*due, *paid, ["已缴合计", in_capitals(content.paid), figure(content.paid)]]
    return [listing("缴款情况", ["项目", "大写金额、票据号", "金额（元）"], lines, [4, 6, 3], numeric=(2,))]


def voucher(payment):
    return f"票据号 {payment.receipt_number}" if payment.receipt_number else ""


def review(content):
    """Return the rows of the review opinion."""
    points = [
        [str(number), each.point, each.result, each.remark or "——"]
        for number, each in enumerate(content.points, 1)
    ]
    back = f"此前退回{content.returned}次" if content.returned else "首次送审"
    rows = [
        pair(("案由", content.matter), ("立案号", content.case_number)),
        pair(("当事人", content.party.name), ("承办人", "　".join(content.handlers))),
        pair(("送审日期", wording.day(content.submitted_on)), ("送审情况", back)),
        wide("拟处理意见", ended(content.proposal), room=18),
        listing("审核要点", ["序号", "审核内容", "结果", "审核意见"], points, [1.2, 5, 1.6, 5]),
        wide("审核结论", ended(content.result)),
        wide("修改意见", ended(content.remarks) or "无。", room=14),
        stated("审核人", "", content.reviewers, content.dated_on, 16),
    ]
    return {"table": rows}


def service(content):
    """Return the rows of the proof of service."""
    papers = [
        [str(number), each.title, each.number or "——"] for number, each in enumerate(content.documents, 1)
    ]
    day = wording.day(content.day_received) if content.day_received else ""
    taken = content.received_by + (f"（{content.relation}）" if content.relation else "")
    servers = "　".join(each.words() for each in content.servers)
    rows = [
        wide("案由", content.matter),
        pair(("当事人", content.party.name), ("立案号", content.case_number)),
        listing("送达文书", ["序号", "文书名称", "文号"], papers, [1.2, 5, 7]),
        wide("受送达人", content.recipient),
        wide("送达地点", content.place),
        pair(("送达方式", content.method), ("送出日期", wording.day(content.sent_on))),
        pair(("收件人", taken), ("送达时间", content.received)),
        hand("收件人签名或者盖章", "收件人", day, room=24),
        wide("拒收事由", ended(content.refusal) or "——"),
        hand("见证人签名", "见证人", words=content.witness, room=16),
        hand("送达人签名", "送达人", wording.day(content.dated_on), servers),
        wide("送达凭证", *content.proofs),
        wide("备注", ended(content.note) or "——"),
    ]
    return {"table": rows}
