"""The embedded queue: half a file neither kills a worker nor hides the next message."""

from kombu import Connection

from enforcement.jobs import files


def queue(tmp_path, name):
    options = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "c"),
    }
    connection = Connection(f"{files.NAME}://localhost", transport_options=options)
    return connection.SimpleQueue(name)  # bindings outlive a connection: each test has a name of its own


def test_a_message_is_whole_before_it_can_be_seen(tmp_path):
    work = queue(tmp_path, "work")
    work.put({"job": 1})
    assert [path.suffix for path in tmp_path.glob("*.work.*")] == [".msg"]
    assert work.get(timeout=5).payload == {"job": 1}


def test_half_a_file_is_passed_over(tmp_path):
    work = queue(tmp_path, "rest")
    (tmp_path / "000000000000000_half.rest.msg").write_bytes(b'{"body": "eyJqb2Ii')
    (tmp_path / "000000000000001_empty.rest.msg").write_bytes(b"")
    work.put({"job": 2})
    assert work.get(timeout=5).payload == {"job": 2}
