"""A character that no font has stops the paper before it is issued; with its picture the paper prints it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from rest_framework.test import APIClient

from enforcement.documents import drawn, services
from enforcement.documents.models import Document, Glyph
from enforcement.errors import DomainError, Refused
from enforcement.journal.models import Entry
from enforcement.teams.roles import Role
from tests.cases.test_at_once import at_once
from tests.conftest import AT
from tests.documents.making import issue_penalty, make_desk, make_party, make_penalty
from tests.documents.test_printing import text_of
from tests.factories import make_officer

pytestmark = pytest.mark.django_db
SIGN = "𱁬"  # extension G


def picture(kind="PNG"):
    drawing = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(drawing).rectangle((40, 40, 160, 60), fill="black")
    file = io.BytesIO()
    drawing.save(file, kind)
    return file.getvalue()


def upload(name="zi.png"):
    return SimpleUploadedFile(name, picture(), "image/png")


def issue(officer, dossier):
    return issue_penalty(officer, dossier, content=make_penalty(party=make_party(name=f"张{SIGN}")))


def draw(officer, **given):
    defaults = {"sign": SIGN, "picture": picture(), "source": "居民身份证"}
    return drawn.draw_glyph(**defaults | given, by=officer, at=AT)


def test_a_paper_with_a_character_that_does_not_print_is_refused_before_it_has_a_number():
    officer, dossier = make_desk()
    with pytest.raises(Refused) as refused:
        issue(officer, dossier)
    [finding] = [one for one in refused.value.findings if one.rule == "R-133"]
    assert "U+3106C" in finding.message and "补字形" in finding.remedy
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_character_sent_by_several_at_once_is_taken_once():
    """The check before the write sees what is committed: of those that write at once, one was answered 500 each."""
    officer, _ = make_desk()

    def send():
        client = APIClient(raise_request_exception=False)
        client.force_authenticate(officer)
        given = {"sign": SIGN, "source": "户口簿", "picture": upload()}
        return client.post("/api/glyphs/", given, format="multipart")

    answers = at_once(*[send] * 6)
    assert sorted(each.status_code for each in answers) == [201] + [409] * 5
    assert Glyph.objects.count() == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_with_its_picture_the_paper_is_issued_and_prints_it(kind):
    officer, dossier = make_desk()
    draw(officer, picture=picture(kind))
    document = issue(officer, dossier)
    pdf = services.render(document, "A5")
    assert b"/Subtype/Image" in pdf.replace(b" ", b"") and "〔U+" not in text_of(pdf).replace(
        "张〔U+3106C〕", ""
    )
    assert document.content["party"]["name"] == f"张{SIGN}"
    assert services.verify_document(document) == []
    entry = Entry.objects.get(verb="document.glyph")
    assert entry.data["code"] == "〔U+3106C〕" and entry.actor == officer


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"sign": "张"}, "打印得出来"), ({"sign": "张三"}, "只能填一个字"), ({"sign": ""}, "只能填一个字"),
        ({"source": " "}, "没有填字形的来源"), ({"picture": b"GIF89a"}, "不是可以识别的图片"),
        ({"picture": b""}, "不是可以识别的图片"),
    ],
)  # fmt: skip
def test_what_is_no_picture_of_such_a_character_is_refused(given, words):
    officer, _ = make_desk()
    with pytest.raises(DomainError, match=words):
        draw(officer, **given)
    assert not Glyph.objects.exists()


def test_the_first_picture_stays():
    officer, _ = make_desk()
    draw(officer)
    with pytest.raises(DomainError, match="已经有字形图片"):
        draw(officer)


def test_on_the_page(client):
    officer, _ = make_desk()
    client.force_login(officer)
    assert "还没有补过字" in client.get("/documents/glyphs/").content.decode()
    given = {"sign": SIGN, "source": "户口簿", "picture": upload()}
    assert client.post("/documents/glyphs/", given).status_code == 302
    row = Glyph.objects.get()
    assert client.get(f"/documents/glyphs/{row.pk}.png")["Content-Type"] == "image/png"
    assert "户口簿" in client.get("/documents/glyphs/").content.decode()
    again = client.post("/documents/glyphs/", {"sign": SIGN, "source": "户口簿", "picture": upload()})
    assert again.status_code == 422 and "已经有字形图片" in again.content.decode()
    assert client.post("/documents/glyphs/", {"sign": SIGN}).status_code == 422


def test_by_the_api():
    officer, _ = make_desk()
    api = APIClient()
    api.force_authenticate(officer)
    answer = api.post(
        "/api/glyphs/", {"sign": SIGN, "source": "身份证", "picture": upload()}, format="multipart"
    )
    assert answer.status_code == 201, answer.content
    assert [row["sign"] for row in api.get("/api/glyphs/").json()["results"]] == [SIGN]
    assert api.post("/api/glyphs/", {"sign": SIGN}, format="multipart").status_code == 400


def test_only_who_handles_cases_may(client):
    office = make_officer(Role.AUDITOR, make_desk()[1].team)
    client.force_login(office)
    given = {"sign": SIGN, "source": "户口簿", "picture": upload()}
    assert client.post("/documents/glyphs/", given).status_code == 403 and not Glyph.objects.exists()
