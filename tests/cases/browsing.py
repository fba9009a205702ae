"""The pages of an ordinary case as its people use them, and what they type there."""

from enforcement.law.kinds import FilingCriterion
from tests.cases.factories import signature_field

CRITERIA = [each.value for each in FilingCriterion]


class Browser:
    """One person at the pages; `url` is below the case."""

    def __init__(self, client, officer, case):
        self.client, self.officer, self.case = client, officer, case

    def sign_in(self):
        self.client.logout()  # a session does not outlive the days that a test skips
        self.client.force_login(self.officer)

    def get(self, page):
        self.sign_in()
        return self.client.get(f"/cases/{self.case.pk}/{page}")

    def post(self, page, data=None):
        self.sign_in()
        return self.client.post(f"/cases/{self.case.pk}/{page}", data or {})

    def done(self, page, data=None):
        """Post and expect to be taken back to the case."""
        answer = self.post(page, data)
        assert answer.status_code == 302, text_of(answer)
        assert answer.url == f"/cases/{self.case.pk}/"
        self.case.refresh_from_db()
        return self.case.state

    def refused(self, page, data, *words):
        answer = self.post(page, data)
        text = answer.content.decode()
        assert answer.status_code == 422, answer.status_code
        assert "<title>错误" in text
        for each in words:
            assert each in text, each
        return text


def text_of(answer):
    text = answer.content.decode()
    return text[text.find("<main") :][:3000]


def record_form(lane, **given):
    return {
        "kind": "INQUIRY", "began_at": "2026-11-20T09:30", "ended_at": "2026-11-20T09:55", "place": "询问室",
        "asker": lane.zhang.pk, "recorder": lane.li.pk, "person": "周小明", "relation": "PARTY",
        "phone": "19900000001", "address": "人民路1号", "certificates_shown": "on", "rights_told": "on",
        "recusal_asked": "on", "recusal_answer": "不申请回避", "question_1": "你是否乱扔烟蒂？", "answer_1": "是的。",
        "question_2": "", "answer_2": "", "read_through": "on", "signature_1": signature_field(),
    } | given  # fmt: skip


WEIGHED = {
    "harm": "SERIOUS", "correction": "ORDERED", "correct_by": "2026-12-10", "outcome": "FINE", "grade": "ORDINARY",
    "fine": "2000", "correction_order": "责令立即改正",
}  # fmt: skip
REPORT = {"nature": "乱扔废弃物", "reasoning": "情节一般", "proposal": "建议罚款2000元", "verified": "on"}


def attempt(lane, day="2026-11-20", **given):
    return {
        "method": "DIRECT", "day": day, "received_on": day, "place": "人民路1号", "recipient": "周小明",
        "relation": "SELF", "servers": [lane.zhang.pk, lane.li.pk], "sealed": "on",
    } | given  # fmt: skip


def shifted(typed):
    """Return the record two days on, when the case is under investigation."""
    return {name: str(value).replace("2026-11-20T", "2026-11-22T") for name, value in typed.items()}
