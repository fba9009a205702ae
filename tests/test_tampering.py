"""What somebody with the database in his hands changes, and `manage.py verify` finds: rows held against the journal."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from cases.execution import service as executing
from cases.models import Case, Decision, Payment
from enforcement.checks import CHECKS
from enforcement.documents.models import (
    Delivery,
    Document,
    DocumentSignature,
    NumberSeries,
    Rendering,
    Signature,
    Voiding,
)
from enforcement.journal import triggers
from enforcement.stores import DOCUMENTS
from evidence import services as evidence
from evidence.models import Piece, PieceOfficer, Support
from supervision.league.definitions import Level
from supervision.league.models import Contributions, Result, Snapshot, Standing
from supervision.league.services import computing, publishing
from tests.cases.factories import AT, Town, add_photo, issued
from tests.supervision.league.records import WEEK, League

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case():
    """A decided, delivered and partly paid case with two pieces of evidence, one of which proves the act."""
    town = Town()
    case = issued(town)
    add_photo(case, town)
    piece = Piece.objects.first()
    evidence.link_piece(piece=piece, fact=Support.Fact.ACT, by=town.zhang, at=AT)
    executing.record_payment(
        case=Case.objects.get(pk=case.pk),
        amount=Decimal("20"),
        paid_on=AT.date(),
        reference="P1",
        by=town.zhang,
        at=AT,
    )
    return Case.objects.get(pk=case.pk)


def faults(*names):
    return [fault for name in names or CHECKS for fault in CHECKS[name](at=AT)]


def test_what_nobody_touched_is_found_whole(case):
    assert faults() == []
    call_command("verify")


def put(model, **changed):
    model.objects.update(**changed)


# fmt: off
TAMPERED = {
    "证据": {
        "time of a piece": lambda: put(Piece, captured_at=AT - DAY),
        "place of a piece": lambda: put(Piece, place="别处"),
        "position of a piece": lambda: put(Piece, latitude=Decimal("28.1"), longitude=Decimal("121.2")),
        "a taker's certificate": lambda: put(PieceOfficer, certificate="假"),
        "a taker": lambda: PieceOfficer.objects.first().delete(),
        "a link": lambda: Support.objects.all().delete(),
        "what a link proves": lambda: put(Support, fact=Support.Fact.PARTY),
        "a link taken back": lambda: put(Support, removed_at=AT),
        "the name of a piece": lambda: put(Piece, title="别的"),
    },
    "文书": {
        "a delivery's day": lambda: put(Delivery, day=AT.date() - DAY),
        "a delivery's recipient": lambda: put(Delivery, recipient="赵六"),
        "a delivery": lambda: drop_deliveries(),
        "a false voiding": lambda: Voiding.objects.create(
            document=Document.objects.first(), reason="假", by=Case.objects.get().handler, at=AT),
        "the number series set back": lambda: put(NumberSeries, last=0),
        "the number series gone": lambda: NumberSeries.objects.all().delete(),
        "a byte of a signature's picture": lambda: change_a_byte(Signature.objects.exclude(picture="").first().picture),
    },
    "案件": {
        "the state": lambda: put(Case, state="CLOSED"),
        "the fine": lambda: put(Decision, fine=Decimal("1")),
        "a payment's amount": lambda: put(Payment, amount=Decimal("50")),
        "a payment": lambda: Payment.objects.all().delete(),
        "a payment nobody recorded": lambda: Payment.objects.create(
            decision=Decision.objects.get(), amount=1, paid_on=AT.date(), reference="P9", recorded_at=AT,
            recorded_by=Case.objects.get().handler),
        "the time of the act": lambda: put(Case, act_at=AT - 30 * DAY),
        "the place of the act": lambda: put(Case, place="别处"),
        "the party": lambda: put(type(Case.objects.get().party), name="别人"),
        "the number": lambda: put(Case, number="玉楚综执简罚决字〔2026〕第999999号"),
    },
}
# fmt: on
WAYS = [(room, what) for room, ways in TAMPERED.items() for what in ways]


def drop_deliveries():
    Delivery.servers.through.objects.all().delete()
    Delivery.objects.all().delete()


def change_a_byte(name):
    path = DOCUMENTS.folder / name
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.chmod(0o640)
    path.write_bytes(raw)
    path.chmod(0o440)


@pytest.mark.parametrize(("room", "what"), WAYS, ids=[what for _, what in WAYS])
def test_a_changed_row_is_found(case, room, what, settings, tmp_path):
    with triggers.lifted():
        TAMPERED[room][what]()
    try:
        assert faults(room) != []
        with pytest.raises(CommandError, match="不一致") as ended:
            call_command("verify", only=[room])
        assert ended.value.returncode == 1
    finally:
        if "byte" in what:
            change_a_byte(Signature.objects.exclude(picture="").first().picture)


def test_a_document_deleted_with_all_its_rows_is_missed(case):
    """Nothing of it is left in its own room: the journal alone remembers."""
    with triggers.lifted():
        for model in (Payment, Decision):
            model.objects.all().delete()
        drop_deliveries()
        DocumentSignature.objects.all().delete()
        Rendering.objects.all().delete()
        Document.objects.all().delete()
    assert any("文书不见了" in fault for fault in faults("文书"))


def test_a_piece_deleted_with_all_its_rows_is_missed(case):
    with triggers.lifted():
        for model in (Support, PieceOfficer):
            model.objects.all().delete()
        for piece in Piece.objects.all():
            piece.custody.all().delete()
        Piece.objects.all().delete()
    assert any("证据不见了" in fault for fault in faults("证据"))


@pytest.fixture
def table():
    league = League()
    league.log(league.city.chumen, 6)
    computing.cut(WEEK, at=WEEK.cut_off, levels=(Level.TOWN,))
    [made] = publishing.publish(WEEK, at=WEEK.publish_at)
    assert (made.seal, faults("榜单")) == (2, [])
    return made


def contributions_changed():
    row = Contributions.objects.first()
    row.content = Contributions.packed({"331083102": {"case": "1:1"}})
    row.save()


def figure_with_digest():
    Result.objects.filter(indicator="P1").update(n=1)
    made = Snapshot.objects.get()
    made.digest = computing.digest_of(made)
    made.save()


# fmt: off
SEALED = {
    "light": lambda: put(Standing, light="RED"),
    "trend": lambda: put(Standing, trend=[1, 2]),
    "name": lambda: put(Standing, name="别的镇"),
    "ranked": lambda: put(Standing, ranked=False, why=""),
    "previous place": lambda: put(Standing, previous_rank=1),
    "period's count": lambda: put(Result, period_n=99),
    "an indicator's light": lambda: put(Result, light="RED"),
    "publication": lambda: put(Snapshot, published_at=WEEK.publish_at - DAY),
    "end of appeals": lambda: put(Snapshot, appeal_until=WEEK.publish_at + 30 * DAY),
    "contributions": contributions_changed,
    "figure with its digest": figure_with_digest,
    "the whole table": lambda: Snapshot.objects.all().delete(),
    "sealed again in the old form": lambda: put(Snapshot, seal=1),
}
# fmt: on


@pytest.mark.parametrize("what", SEALED)
def test_a_changed_table_is_found(table, what):
    SEALED[what]()
    assert faults("榜单") != []


def test_a_table_of_the_first_seal_is_read(table):
    table.seal, table.digest = 1, ""
    table.digest = computing.digest_of(table)
    table.save()
    assert publishing.is_intact(table)
    Result.objects.filter(indicator="P1").update(n=1)
    assert not publishing.is_intact(table)


def test_a_store_out_of_reach_is_no_damage(case, settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "away"
    with pytest.raises(CommandError, match="没有核对：证据") as ended:
        call_command("verify")
    assert ended.value.returncode == 2
