import pytest

from nara_renkei.accounts.rules.addresses import client_address

PROXIED = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.5"}


@pytest.mark.parametrize(
    ("headers", "proxies", "address"),
    [
        ({"REMOTE_ADDR": "203.0.113.5"}, 0, "203.0.113.5"),
        (PROXIED, 0, "10.0.0.1"),
        (PROXIED, 1, "203.0.113.5"),
        ({"REMOTE_ADDR": "10.0.0.1"}, 2, "10.0.0.1"),
        ({"REMOTE_ADDR": ""}, 0, "0.0.0.0"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "<script>"}, 1, "0.0.0.0"),
    ],
)
def test_only_our_own_proxies_are_believed(headers, proxies, address):
    assert client_address(headers, proxies) == address
