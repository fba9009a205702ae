"""What a newcomer can get wrong is one sentence and exit code 2, and leaves nothing running."""

import socket

import pytest

from tests.starting.running import free_port, manage

ADDRESS = "postgres://zhifa:geheim@127.0.0.1:1/zhifa"


def refused(folder, *options, env=None):
    """Return the one sentence with which start ends."""
    ended = manage(folder, "start", *options, env=env)
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    [sentence] = ended.stderr.strip().splitlines()
    return sentence


def test_a_taken_port(folder, servers):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refused(folder, "--port", str(port), env=servers) == (
            f"端口 {port} 已被占用，请关掉占用它的程序，或用 --port 另选一个。"
        )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "80000"], "没有 80000 号端口"),
        (["--port", "0"], "没有 0 号端口"),
        (["--host", "203.0.113.7"], "不能在 203.0.113.7 的"),
    ],
)
def test_an_address_that_is_not_here(folder, options, words):
    assert words in refused(folder, *options)


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "data"
    sentence = f"数据目录 {folder} 不能写入（上级不是目录），请用 DATA_DIR 指定另一个目录。"
    assert refused(folder) == sentence


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("somewhere", "DATABASE_URL 不是能用的地址"),
        ("mysql://127.0.0.1/zhifa", "DATABASE_URL 不是能用的地址"),
        ("postgres://127.0.0.1:port/zhifa", "DATABASE_URL 不是能用的地址"),
        ("postgres://127.0.0.1:5432/", "DATABASE_URL 不是能用的地址"),
        (ADDRESS, "连不上数据库 postgres://zhifa:***@127.0.0.1:1/zhifa：那里没有服务在运行。"),
        ("postgres://nobody.invalid/zhifa", "找不到这台主机"),
    ],
)
def test_a_wrong_database(folder, url, words):
    sentence = refused(folder, "--port", str(free_port()), env={"DATABASE_URL": url})
    assert words in sentence
    assert "geheim" not in sentence


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("somewhere", "REDIS_URL 不是能用的地址"),
        ("http://127.0.0.1:6379", "REDIS_URL 不是能用的地址"),
        ("redis://:geheim@127.0.0.1:1/0", "连不上 Redis redis://:***@127.0.0.1:1/0：那里没有服务在运行。"),
    ],
)
def test_a_wrong_redis(folder, url, words):
    env = {"DATABASE_URL": "", "REDIS_URL": url}
    sentence = refused(folder, "--port", str(free_port()), env=env)
    assert words in sentence
    assert "geheim" not in sentence


def test_a_lost_field_key_is_not_replaced(folder):
    """A new key would open the doors and leave every identity number unreadable."""
    folder.mkdir()
    (folder / "enforcement.sqlite3").write_text("")
    assert "没有它读不出身份证号" in refused(folder)
    assert not (folder / "field_key").exists()


def test_help_makes_nothing(folder):
    assert "--no-demonstration" in manage(folder, "start", "--help").stdout
    assert not folder.exists()
