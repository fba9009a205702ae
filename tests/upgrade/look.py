"""Run inside an upgraded copy (`manage.py shell -c`): every paper printed anew, every page of every case opened."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.models import Case
from cases.workflow import CLOSED_STATES
from enforcement import clock
from enforcement.documents.models import Document
from enforcement.documents.papers import print_paper, verify_document
from enforcement.procedures.models import Task
from enforcement.procedures.offering import choices_for
from enforcement.teams.models import Officer
from evidence.models import Piece

BACKEND = "django.contrib.auth.backends.ModelBackend"
settings.ALLOWED_HOSTS.append("testserver")
faults, pages, papers, open_cases = [], 0, 0, 0

for document in Document.objects.select_related("dossier").order_by("pk"):
    faults += [f"{document}: {fault}" for fault in verify_document(document)]
    papers += print_paper(document, document.form.layouts[0]).startswith(b"%PDF")


def addresses(case):
    yield reverse("cases:detail", args=[case.pk])
    yield reverse("cases:volume", args=[case.pk])
    for document in Document.objects.filter(dossier=case.dossier):
        yield reverse("documents:detail", args=[document.pk])
    for piece in Piece.objects.filter(dossier=case.dossier):
        yield reverse("evidence:detail", args=[piece.pk])
        yield reverse("evidence:file", args=[piece.pk])


def look(officer, wanted):
    global pages
    client = Client(raise_request_exception=False)
    client.force_login(officer, backend=BACKEND)
    for address in wanted:
        answer = client.get(address, follow=True)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
        pages += 1
        if answer.status_code != 200:
            faults.append(f"{address}: {answer.status_code}")


for case in Case.objects.select_related("handler", "dossier").order_by("pk"):
    look(case.handler, addresses(case))
for path in ("/league/", "/bulletins/", "/desk/", "/cases/", "/evidence/", "/items/"):
    writers = [each for each in Officer.objects.filter(posts__role="CITY_OFFICE")[:1]]
    readers = [Case.objects.first().handler] if path not in ("/league/", "/bulletins/") else writers
    for officer in readers:
        look(officer, [path])
for case in Case.objects.exclude(state__in=CLOSED_STATES).select_related("handler"):
    primary, _ = choices_for(case, by=case.handler, at=clock.now())
    tasks = Task.objects.on(clock.today()).filter(subject="case", row=case.pk, slot=Task.Slot.MAIN)
    said = {(each.step, each.words) for each in tasks}
    if said != {(primary.step.name, primary.label)}:
        faults.append(f"{case}: {primary.step.name}, {sorted(said)}")
    open_cases += 1
print(
    {
        "faults": faults[:20],
        "papers": papers,
        "pages": pages,
        "open": open_cases,
        "day": clock.today().isoformat(),
    }
)
