"""Two presses at the same moment make one piece, and two readers make two custody rows."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from evidence import services
from evidence.custody import first_break
from evidence.models import Piece
from tests.evidence.factories import picture, take, upload
from tests.factories import AT, make_dossier

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def all_at_once(act):
    def closed(number):
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(closed, range(AT_ONCE)))


def test_same_photo_sent_at_once_is_one_piece():
    dossier, content = make_dossier(), picture()
    pieces = all_at_once(lambda number: take(dossier, upload=upload(f"{number}.jpg", content)))

    assert Piece.objects.count() == 1
    assert len({piece.pk for piece in pieces}) == 1
    assert sum(not piece.duplicate for piece in pieces) == 1


def test_photos_sent_at_once_get_serials_in_a_row():
    dossier = make_dossier()
    contents = [picture() for _ in range(AT_ONCE)]
    all_at_once(lambda number: take(dossier, upload=upload("a.jpg", contents[number])))

    assert sorted(Piece.objects.values_list("serial", flat=True)) == list(range(1, AT_ONCE + 1))


def test_readers_at_once_leave_a_whole_chain():
    piece = take()
    all_at_once(lambda number: services.open_piece(piece, piece.received_by, AT).close())

    assert piece.custody.count() == AT_ONCE + 1
    assert first_break(piece) == 0
