"""What a provider may say about itself and about a person."""

import pytest

from nara_renkei.accounts.rules.identity import (
    fault_of,
    is_safe_address,
    named_person,
    shows_second_factor,
    was_asked_since,
)

ISSUER = "https://login.city.example/v2.0"
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://login.city.example/x", True),
        ("http://127.0.0.1:9400/x", True),
        ("http://[::1]:9400/x", True),
        ("http://localhost:9400/x", True),
        ("http://login.city.example/x", False),
        ("http://localhost.evil.example/x", False),
        ("https:///x", False),
        ("file:///etc/passwd", False),
        ("http://[/", False),
        (None, False),
    ],
)
def test_only_https_or_this_machine_is_asked(address, safe):
    assert is_safe_address(address) is safe


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (DOCUMENT, ""),
        ({**DOCUMENT, "userinfo_endpoint": f"{ISSUER}/me"}, ""),
        ([], "not an object"),
        ({**DOCUMENT, "issuer": f"{ISSUER}/"}, "another issuer"),
        ({**DOCUMENT, "jwks_uri": "http://login.city.example/keys"}, "no usable jwks_uri"),
        ({**DOCUMENT, "userinfo_endpoint": "ftp://login.city.example"}, "no usable userinfo_endpoint"),
    ],
)
def test_a_discovery_that_cannot_be_used_says_why(document, fault):
    assert fault_of(document, ISSUER) == fault


@pytest.mark.parametrize(
    ("claims", "number_claim", "named"),
    [
        ({"email": "A@City.example", "email_verified": True}, "", ("email", "a@city.example")),
        ({"email": "a@city.example", "email_verified": "true"}, "", None),
        ({"email": "a@city.example"}, "", None),
        ({"email": "", "email_verified": True}, "", None),
        ({"email": ["a@city.example"], "email_verified": True}, "", None),
        ({"email": "\u212a@city.example", "email_verified": True}, "", None),
        ({"number": "0017"}, "number", ("employee_number", "0017")),
        ({"number": 17}, "number", None),
        ({"number": "", "email": "a@city.example", "email_verified": True}, "number", None),
    ],
)
def test_only_an_exact_name_names_somebody(claims, number_claim, named):
    assert named_person(claims, number_claim) == named


@pytest.mark.parametrize(
    ("claims", "asked"),
    [
        ({"auth_time": 1000}, True),
        ({"auth_time": 1000.5}, True),
        ({"auth_time": 999, "iat": 1000}, False),
        ({"iat": 1000}, False),
        ({"auth_time": "1000"}, False),
        ({"auth_time": True}, False),
    ],
)
def test_only_the_time_of_the_question_says_when_somebody_was_asked(claims, asked):
    assert was_asked_since(claims, 1000) is asked
    assert was_asked_since({"auth_time": True}, 1) is False


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "mfa"}, True),
        ({"amr": ["pwd"], "acr": "1"}, False),
        ({"amr": "mfa"}, False),
        ({"amr": [["mfa"]], "acr": ["mfa"]}, False),
        ({}, False),
    ],
)
def test_a_second_factor_counts_when_it_is_said_in_its_form(claims, shown):
    assert shows_second_factor(claims, ["mfa"]) is shown
