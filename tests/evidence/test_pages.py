"""Evidence through pages and API: who sees what, what is served how, what a bad upload is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.dossiers.models import Grant
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role
from evidence import services
from evidence.models import Custody, Piece
from evidence.storage import full_path
from tests.evidence.factories import archive, picture, take, upload
from tests.factories import AT, DAY, make_city, make_dossier, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def officer(city, client):
    found = make_officer(team=city.chumen, name="张三")
    client.force_login(found)
    return found


@pytest.fixture
def strange(city):
    """A piece of another county's town."""
    return take(make_dossier(make_officer(team=city.dachen)), title="别镇的照片")


def send(client, dossier, **given):
    return client.post(f"/evidence/upload/?dossier={dossier.pk}", {"file": upload(), "title": "店面"} | given)


SEES = [
    (Role.OFFICER, "chumen", True),
    (Role.HEAD, "chumen", True),
    (Role.COUNTY_REVIEWER, "centre", True),
    (Role.SUPERVISOR, "justice", True),
    (Role.OFFICER, "dachen", False),
    (Role.ADMINISTRATOR, "city", False),
    (Role.AUDITOR, "city", False),
]


@pytest.mark.parametrize(("role", "unit", "sees"), SEES, ids=[f"{one[0]}-{one[1]}" for one in SEES])
def test_pieces_by_role(city, role, unit, sees):
    """The leak test of the queryset, with T-1106a."""
    piece = take(make_dossier(make_officer(team=city.chumen)))
    seen = Piece.objects.visible_to(make_officer(role, getattr(city, unit)), DAY)
    assert list(seen) == ([piece] if sees else [])


def test_minors_pieces_and_grants(city):
    dossier, minors = make_dossier(make_officer(team=city.chumen)), make_dossier(sensitivity="MINOR")
    piece, hidden = take(dossier), take(minors)
    days = {"valid_from": DAY, "valid_to": DAY, "purpose": "核查", "ground": "移送"}
    for one in (dossier, minors):
        Grant.objects.create(dossier=one, team=city.dachen, granted_by=one.opened_by, **days)

    assert list(Piece.objects.visible_to(make_officer(team=city.dachen), DAY)) == [piece]
    assert list(Piece.objects.visible_to(make_officer(team=city.chumen), DAY)) == [piece]
    assert list(Piece.objects.visible_to(minors.opened_by, DAY).order_by("pk")) == [piece, hidden]


def test_row_carries_the_path_of_its_dossier(city):
    assert take(make_dossier(make_officer(team=city.squad))).path == "331083901"


@pytest.mark.parametrize("page", ["", "file/", "thumb/"])
def test_another_units_piece_does_not_exist(client, officer, strange, page):
    assert client.get(f"/evidence/{strange.pk}/{page}").status_code == 404
    assert client.get(f"/api/evidence/{strange.pk}/").status_code == 404
    assert client.post(f"/evidence/{strange.pk}/link/", {"fact": "ACT"}).status_code == 404
    assert Custody.objects.count() == 1


def test_list_and_api_show_the_same(client, officer, strange):
    mine = take(make_dossier(officer))

    page = client.get("/evidence/")
    assert [piece.pk for piece in page.context["pieces"]] == [mine.pk]
    assert "别镇的照片" not in page.content.decode()
    assert [one["id"] for one in client.get("/api/evidence/").json()["results"]] == [mine.pk]


def test_unit_without_evidence_is_told_what_would_be_here(client, officer):
    assert "手机拍照会自动进来" in client.get("/evidence/").content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=店面", {"店面"}),
        ("q=中山路", {"店面", "营业执照"}),
        ("kind=DOCUMENTARY", {"营业执照"}),
        ("since=2026-11-20", {"店面"}),
        ("until=2026-11-19", {"营业执照"}),
        ("linked=yes", {"营业执照"}),
        ("linked=no", {"店面"}),
        ("kind=NONSENSE", {"店面", "营业执照"}),
        ("since=2026-02-30", {"店面", "营业执照"}),
        ("dossier=999999", set()),
    ],
)
def test_filters(client, officer, asked, found):
    dossier = make_dossier(officer)
    take(dossier, title="店面")
    day_before = AT - timedelta(days=1)
    licence = take(dossier, title="营业执照", kind="DOCUMENTARY", captured_at=day_before)
    services.link_piece(piece=licence, fact="PARTY", by=officer, at=AT)

    assert {piece.title for piece in client.get(f"/evidence/?{asked}").context["pieces"]} == found


def test_list_costs_the_same_for_one_and_twenty_and_turns_by_key(client, officer):
    dossier = make_dossier(officer)

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    take(dossier)
    few = queries("/evidence/"), queries("/api/evidence/")
    for _ in range(24):
        take(dossier)

    assert (queries("/evidence/"), queries("/api/evidence/")) == few
    assert max(few) <= 8
    first = client.get("/evidence/").context
    second = client.get("/evidence/" + first["older"]).context
    assert (len(first["pieces"]), len(second["pieces"])) == (20, 5)
    assert second["newer"] == "?" and not second["older"]


def test_detail_shows_officers_digests_and_custody(client, officer):
    piece = take(make_dossier(officer))
    page = client.get(f"/evidence/{piece.pk}/").content.decode()

    for words in (
        "张三",
        officer.certificates.get().number,
        piece.sha256,
        piece.sm3,
        "校验一致",
        "入库",
        "拍摄设备时钟",
    ):
        assert words in page


def test_file_is_served_harmlessly_and_written_down(client, officer):
    piece = take(make_dossier(officer), title='店面"x')
    answer = client.get(f"/evidence/{piece.pk}/file/")

    assert b"".join(answer.streaming_content) == full_path(piece.file).read_bytes()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert list(piece.custody.order_by("serial").values_list("action", flat=True)) == ["RECEIVE", "VIEW"]


def test_documents_are_only_downloaded(client, officer):
    content = archive("[Content_Types].xml", "word/document.xml")
    piece = take(make_dossier(officer), upload=upload("说明.docx", content), kind="DOCUMENTARY")
    answer = client.get(f"/evidence/{piece.pk}/file/")

    assert answer["Content-Disposition"].startswith("attachment")
    assert piece.custody.last().action == "DOWNLOAD"
    assert client.get(f"/evidence/{piece.pk}/thumb/")["Content-Type"] == "image/jpeg"


def test_changed_file_is_refused_on_the_page(client, officer):
    piece = take(make_dossier(officer))
    path = full_path(piece.file)
    path.chmod(0o640)
    path.write_bytes(b"x")

    assert client.get(f"/evidence/{piece.pk}/file/").status_code == 409
    page = client.get(f"/evidence/{piece.pk}/").content.decode()
    assert "原件已锁定" in page and "校验不一致" in page
    assert "校验不一致" in client.get("/evidence/").content.decode()
    assert client.get(f"/api/evidence/{piece.pk}/").json()["locked"] is True


def test_thumbnail_is_small_and_made_once(client, officer):
    piece = take(make_dossier(officer), upload=upload("大.jpg", picture(size=(1600, 1200))))
    for _ in range(2):
        answer = client.get(f"/evidence/{piece.pk}/thumb/")
        assert answer["Content-Type"] == "image/jpeg" and answer.status_code == 200
    assert Custody.objects.count() == 1


def test_upload_answers_a_script_in_json(client, officer):
    dossier, partner = make_dossier(officer), make_officer(team=officer.posts.get().team)
    position = {"latitude": "28.123456789", "longitude": "121.4", "place": "中山路"}
    taken = {
        "captured_at": "2026-11-20T09:00:00+08:00",
        "time_source": "DEVICE",
        "officers": [officer.pk, partner.pk],
    }
    answer = send(client, dossier, **position, **taken)

    assert answer.status_code == 201
    piece = Piece.objects.get(pk=answer.json()["id"])
    assert answer.json()["sha256"] == piece.sha256
    assert answer.json()["thumb"] == f"/evidence/{piece.pk}/thumb/"
    assert (str(piece.latitude), piece.datum, piece.time_source) == ("28.123457", "WGS84", "DEVICE")
    assert piece.capturers.count() == 2


def test_upload_without_a_time_takes_the_servers(client, officer):
    piece = Piece.objects.get(pk=send(client, make_dossier(officer)).json()["id"])
    assert piece.time_source == "SERVER" and piece.kind == "AUDIOVISUAL"
    assert [one.officer for one in piece.capturers.all()] == [officer]


def test_camera_field_with_its_own_name_and_the_devices_clock(client, officer):
    dossier = make_dossier(officer)
    sent = {"photo": upload(), "captured_at": "2026-11-20T01:00:00.000Z"}
    answer = client.post(f"/evidence/upload/?dossier={dossier.pk}", sent)

    piece = Piece.objects.get(pk=answer.json()["id"])
    assert (piece.captured_at, piece.time_source) == (AT, "DEVICE")


def test_double_upload_makes_one_piece_and_says_so(client, officer):
    dossier, content = make_dossier(officer), picture()
    first = send(client, dossier, file=upload("a.jpg", content))
    second = send(client, dossier, file=upload("a.jpg", content))

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["id"] == first.json()["id"] and second.json()["duplicate"]
    assert "没有重复入库" in second.json()["message"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"file": upload("a.html", b"<html>")}, "不接收 .html 文件"),
        ({"file": upload("a.jpg", b"")}, "文件是空的"),
        ({"file": ""}, "文件"),
        ({"captured_at": "2026-02-30T09:00"}, "取得时间"),
        ({"captured_at": "2027-01-01T09:00"}, "取得时间晚于现在"),
        ({"latitude": "nan", "longitude": "1"}, "纬度"),
        ({"kind": "PHOTO"}, "证据种类"),
        ({"title": "长" * 101}, "名称"),
    ],
)
def test_bad_upload_is_told_why_and_changes_nothing(client, officer, given, why):
    answer = send(client, make_dossier(officer), **given)
    assert answer.status_code == 422
    assert why in answer.json()["message"]
    assert not Piece.objects.exists()


def test_forged_officer_of_another_county_is_refused(client, officer, city):
    stranger = make_officer(team=city.dachen)
    answer = send(client, make_dossier(officer), officers=[stranger.pk])
    assert answer.status_code == 422


@pytest.mark.parametrize("dossier", ["strange", "none", "x"])
def test_upload_into_a_dossier_that_one_does_not_see(client, officer, strange, dossier):
    key = {"strange": strange.dossier_id, "none": "", "x": "１"}[dossier]
    answer = client.post(f"/evidence/upload/?dossier={key}", {"file": upload()})
    assert answer.status_code == 404 and "没有找到" in answer.json()["message"]
    assert Piece.objects.count() == 1


def test_head_may_look_but_not_upload(client, city):
    head = make_officer(Role.HEAD, city.chumen)
    client.force_login(head)
    dossier = make_dossier(make_officer(team=city.chumen))
    assert send(client, dossier).status_code == 403
    assert client.get(f"/evidence/upload/?dossier={dossier.pk}").status_code == 403


def test_page_without_script_uploads_and_leads_back(client, officer):
    dossier = make_dossier(officer)
    address = f"/evidence/upload/?dossier={dossier.pk}&next=/evidence/"
    assert client.get(address).status_code == 200

    answer = send(client, dossier, page="1", next="/evidence/")
    assert answer.url == "/evidence/"
    answer = send(client, dossier, page="1", next="https://evil.example/")
    assert answer.url == f"/evidence/{Piece.objects.latest('pk').pk}/"
    refused = send(client, dossier, page="1", file=upload("a.html", b"<html>"), place="中山路")
    assert refused.status_code == 422
    assert "不接收 .html 文件" in refused.content.decode() and "中山路" in refused.content.decode()


def test_link_and_take_back_on_the_page(client, officer):
    piece = take(make_dossier(officer))
    client.post(f"/evidence/{piece.pk}/link/", {"fact": "ACT"})
    page = client.get(f"/evidence/{piece.pk}/").content.decode()
    assert "已关联" in page and "违法事实" in page

    client.post(f"/evidence/{piece.pk}/link/", {"remove": piece.supports.get().pk})
    assert piece.supports.get().removed_at is not None
    assert client.post(f"/evidence/{piece.pk}/link/", {"remove": "x"}).status_code == 302


def test_api_takes_in_and_refuses_in_the_one_error_form(client, officer, strange):
    dossier = make_dossier(officer)
    made = client.post("/api/evidence/", {"dossier": dossier.pk, "file": upload(), "title": "店面"})
    assert made.status_code == 201 and made.json()["officers"][0]["name"] == "张三"

    refused = client.post("/api/evidence/", {"dossier": dossier.pk, "file": upload("a.html", b"<html>")})
    assert refused.status_code == 409 and "不接收" in refused.json()["findings"][0]["message"]
    strangers = client.post("/api/evidence/", {"dossier": strange.dossier_id, "file": upload()})
    assert strangers.status_code == 400 and "dossier" in strangers.json()["fields"]
    assert client.get(f"/api/evidence/{made.json()['id']}/").json()["custody"][0]["action"] == "RECEIVE"


def test_detail_costs_the_same_however_often_it_was_opened(client, officer):
    piece = take(make_dossier(officer))

    def queries():
        client.get(f"/evidence/{piece.pk}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/evidence/{piece.pk}/")
        return len(asked)

    few = queries()
    reader = Officer.objects.get(pk=officer.pk)
    for _ in range(5):
        services.open_piece(piece, reader, AT).close()
    assert queries() == few <= 16
