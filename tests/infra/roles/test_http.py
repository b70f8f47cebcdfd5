import httpx
from fastapi import FastAPI

from infra.roles.http import http_server
from infra.settings import Settings


def test_an_idle_connection_is_closed_by_the_client_not_under_its_next_request():
    server = http_server(FastAPI(), Settings(), 8237, grace_s=3)

    kept_by_clients_s = httpx.Limits().keepalive_expiry
    assert kept_by_clients_s
    assert server.config.timeout_keep_alive > 2 * kept_by_clients_s
