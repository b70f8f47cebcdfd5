from uuid import UUID

from infra.services import kafka
from infra.services.kafka import Broker
from infra.services.ports import free_port


def test_a_folder_is_formatted_whatever_its_cluster_is_called(tmp_path, monkeypatch):
    looks_like_an_option = UUID(bytes=b"\xf8" * 16)
    monkeypatch.setattr(kafka.uuid, "uuid4", lambda: looks_like_an_option)
    ports = free_port("127.0.0.1"), free_port("127.0.0.1")
    broker = Broker(tmp_path / "kafka", tmp_path / "broker.properties", "127.0.0.1", *ports)

    broker.prepare()

    assert "cluster.id=-Pj4" in (tmp_path / "kafka" / "meta.properties").read_text()
