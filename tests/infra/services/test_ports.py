import os
import socket

import pytest

from infra.services.ports import PortTakenError, free_port, is_free, require_free


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_named_with_who_holds_it(taken):
    with pytest.raises(PortTakenError) as refused:
        require_free("127.0.0.1", {"api": taken})

    assert f"Port {taken} of the api" in str(refused.value)
    assert f"process {os.getpid()}" in str(refused.value)
    assert "PULSEPLATE_API_PORT" in str(refused.value)


def test_a_free_port_can_be_had():
    port = free_port("127.0.0.1")

    assert is_free("127.0.0.1", port)
    require_free("127.0.0.1", {"api": port})


def test_a_port_that_was_just_closed_can_be_had_again():
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            accepted, _ = listener.accept()
            accepted.close()

    assert is_free("127.0.0.1", port)
