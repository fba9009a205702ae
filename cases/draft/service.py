"""What a draft keeps: everything typed but what must be done anew, with the party's numbers sealed (R-1104)."""

from cases.models import Case
from cases.party.secrets import seal, unseal
from cases.workflow import CLOSED_STATES
from enforcement.templatetags.marks import masked_name

NEVER_KEPT = {
    "csrfmiddlewaretoken", "idempotency_key", "version", "certificates_shown", "rights_told", "recusal_asked",
    "read_through", "refused", "place_confirmed", "copy_token",
}  # fmt: skip
NEVER_KEPT_FROM = "signature"  # and the pages of a record: signature_1, signature_2 …
SEALED = ("identity", "operator_identity", "phone", "born_on")


def keeps(name):
    return name not in NEVER_KEPT and not name.startswith(NEVER_KEPT_FROM)


def closed(data):
    """Return typed data as a draft may hold them."""
    kept = {name: value for name, value in data.items() if keeps(name)}
    secret = {name: kept.pop(name) for name in SEALED if kept.get(name)}
    return kept | {"sealed": seal(secret)} if secret else kept


def opened(data):
    """Return what was typed, from what a draft holds."""
    kept = {name: value for name, value in data.items() if name != "sealed"}
    return kept | (unseal(data["sealed"]) if data.get("sealed") else {})


# a page with an address of its own: the steps any of which keeps it open
PAGES = {
    "scene": ("register",), "weigh": ("weigh",), "notice": ("issue", "propose_exemption"), "amend": ("amend",),
    "inquiry": ("sign_record",), "inspection": ("sign_record",), "facts": ("facts",),
    "report": ("conclude", "report"), "defence": ("record_defence", "defence"),
}  # fmt: skip


def case_of(form, officer, day):
    """Return the case that a draft's name (case:<key>:<page>) is about, None where he sees none."""
    kind, key, _ = f"{form}::".split(":", 2)
    if kind != "case" or not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    seen = Case.objects.visible_to(officer, day).select_related("dossier")
    return seen.filter(pk=int(key)).first()


def goes_on(case, form):
    """Return whether the page of a draft is still open for its case: a draft ends with what it was for."""
    page = form.split(":")[2]
    steps = [Case.STEPS[name] for name in PAGES.get(page, (page,)) if name in Case.STEPS]
    if not steps:
        return case.state not in CLOSED_STATES
    return any(step.follows(case) for step in steps)


def words_of(draft, case):
    """Return in words what a draft is: which page of which case, or what kind of new one, of whom and where."""
    kind, _, rest = draft.form.partition(":")
    if kind == "case":
        page = rest.partition(":")[2]
        label = LABELS.get(page) or (Case.STEPS[page].label if page in Case.STEPS else "补充内容")
        return "：".join(filter(None, (label, case and f"{case.party.shown_name} {case.title}")))
    data = draft.data
    name = (
        data.get("name", "") if data.get("kind") not in (None, "", "PERSON") else masked(data.get("name", ""))
    )
    told = " ".join(filter(None, (name, data.get("place"))))
    return "：".join(filter(None, ("普通程序线索" if kind == "lead" else "简易程序", told)))


LABELS = {
    "scene": "简易程序第 1 步", "weigh": "判断是否应罚", "notice": "告知与出具", "amend": "更正案件内容",
    "inquiry": "询问笔录", "inspection": "现场检查笔录", "facts": "认定的事实", "report": "调查终结报告",
    "defence": "陈述申辩",
}  # fmt: skip


def masked(name):
    return masked_name(name) if isinstance(name, str) and name else ""
