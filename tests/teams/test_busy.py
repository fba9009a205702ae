"""A busy database and a demonstration that is still loading are told as what they are."""

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection

from enforcement.teams.sessions import SessionStore
from tests.factories import make_officer

pytestmark = pytest.mark.django_db


def test_a_busy_database_is_not_a_deleted_session():
    session = SessionStore()
    session["a"] = 1
    session.save(must_create=True)

    def busy(execute, sql, *given):
        if sql.startswith("UPDATE"):
            raise OperationalError("database is locked")
        return execute(sql, *given)

    with connection.execute_wrapper(busy), pytest.raises(OperationalError):
        session.save()
    SessionStore(session.session_key).delete()
    with pytest.raises(UpdateError):
        session.save()


def test_signing_in_while_the_demonstration_is_loaded(client):
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    marker = settings.DATA_DIR / "demonstration"
    marker.write_text("正在装入演示数据\n", encoding="utf-8")
    typed = {"username": "demo-nobody", "password": "x"}
    text = client.post("/login/", typed).content.decode()
    assert "演示数据正在装入" in text and "不计入输错次数" in text
    answer = client.post("/api/token/", typed, content_type="application/json")
    assert answer.status_code == 401 and "正在装入" in answer.json()["message"]
    assert not AccessAttempt.objects.exists()

    known = make_officer()
    assert "密码不对" in client.post("/login/", typed | {"username": known.username}).content.decode()
    marker.write_text("演示数据，均为虚构\n", encoding="utf-8")
    assert "密码不对" in client.post("/login/", typed).content.decode()
