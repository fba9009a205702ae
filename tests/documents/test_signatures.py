"""A signature is bound to what was signed; its picture is drawn anew."""

import io

import pytest
from PIL import Image

from enforcement.documents import pictures, services
from enforcement.documents.models import Signature
from enforcement.errors import DomainError, Refused
from tests.documents.making import AT, drawing, issue_penalty, make_desk, make_penalty, party_signed
from tests.factories import make_dossier

DIGEST_OF = "ON_THE_SPOT"


def sign(officer, dossier, content, **given):
    return services.sign(
        dossier=dossier,
        content_digest=services.content_digest(DIGEST_OF, content),
        by=officer,
        at=AT,
        **party_signed(identity_check="核对居民身份证") | given,
    )


@pytest.mark.django_db
def test_a_signature_given_before_the_number_stands_on_the_document():
    officer, dossier = make_desk()
    content = make_penalty()
    signature = sign(officer, dossier, content)
    document = issue_penalty(officer, dossier, content=content, signatures=(signature,))
    assert document.signed() == [signature]
    assert signature.content_digest == document.content_digest
    assert services.verify_document(document) == []


@pytest.mark.django_db
def test_a_content_changed_after_signing_is_refused():
    officer, dossier = make_desk()
    signature = sign(officer, dossier, make_penalty())
    with pytest.raises(Refused, match="签名之后内容有改动"):
        issue_penalty(officer, dossier, content=make_penalty(act="别的行为"), signatures=(signature,))


@pytest.mark.django_db
def test_a_signature_does_not_move_to_another_file():
    officer, dossier = make_desk()
    signature = sign(officer, dossier, make_penalty())
    with pytest.raises(Refused):
        issue_penalty(officer, make_dossier(officer), signatures=(signature,))


@pytest.mark.django_db
def test_an_officers_signature_is_his():
    officer, dossier = make_desk()
    content = make_penalty()
    own = {"role": "OFFICER", "officer": officer, "name": "张三", "picture": drawing()}
    document = issue_penalty(officer, dossier, content=content, signatures=(own, party_signed()))
    assert [each.name for each in document.signed()] == ["张三", "王喆镕"]
    assert services.render(document, "ROLL80")


def test_the_picture_is_drawn_anew_without_what_came_with_it():
    given = Image.open(io.BytesIO(drawing()))
    file = io.BytesIO()
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("GPS", "28.1,121.2")
    given.save(file, "PNG", pnginfo=info)
    clean = pictures.clean_signature(file.getvalue())
    assert b"GPS" not in clean
    drawn = Image.open(io.BytesIO(clean))
    assert drawn.mode == "LA"
    assert drawn.width <= 728
    assert pictures.clean_signature(file.getvalue()) == clean


def test_black_on_white_is_a_signature_too():
    white = Image.new("RGB", (400, 200), "white")
    white.paste("black", (50, 90, 300, 100))
    file = io.BytesIO()
    white.save(file, "PNG")
    assert pictures.clean_signature(file.getvalue())


def png(picture):
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是可以识别的图片"),
        (b"<svg onload='x'/>", "不是可以识别的图片"),
        (drawing()[:100], "不是可以识别的图片"),
        (png(Image.new("RGBA", (300, 100), (255, 255, 255, 0))), "空白"),
        (png(Image.new("RGB", (300, 100), "white")), "空白"),
        (png(Image.new("L", (4000, 2000))), "过大"),
        (b"x" * (pictures.MAX_BYTES + 1), "超过 1 MB"),
    ],
    ids=["empty", "svg", "cut", "transparent", "white", "large", "heavy"],
)
def test_what_is_no_signature_is_refused(data, words):
    with pytest.raises(DomainError, match=words):
        pictures.clean_signature(data)


@pytest.mark.django_db
def test_a_refused_picture_keeps_nothing():
    officer, dossier = make_desk()
    with pytest.raises(DomainError):
        issue_penalty(officer, dossier, signatures=(party_signed(picture=b"x"),))
    assert not Signature.objects.exists()
