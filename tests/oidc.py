"""A real identity provider on loopback, and a hand on the wire between it and us for the hostile cases."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from oidc_provider_mock import User
from oidc_provider_mock._app import app as provider_app

CLIENT_ID = "nara-desk"
OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


class Wire:
    """The provider as a WSGI application. ``token`` changes the claims of the id_token, ``signs`` with which key (None: the
    provider's own), ``answers`` replaces whole answers by path, ``moved`` sends on to the same. ``posted`` is what the token endpoint got.
    """

    def __init__(self, people: dict[str, dict[str, Any]]) -> None:
        users = [User(sub=sub, claims=claims) for sub, claims in people.items()]
        self.inner = provider_app(user_claims=users, require_nonce=True)
        self.token: Callable[[dict[str, Any]], None] | None = None
        self.signs: tuple[Any, str] = (OURS, "RS256")
        self.answers: dict[str, Callable[[], bytes]] = {}
        self.moved: set[str] = set()
        self.posted: dict[str, str] = {}
        self.issuer = ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path, caught = environ["PATH_INFO"], {}
        if path in self.answers:
            start_response("200 OK", [("Content-Type", "application/json")])
            return [self.answers[path]()]

        if path in self.moved and environ.get("QUERY_STRING") != "moved":
            start_response("302 Found", [("Location", f"{self.issuer}{path}?moved")])
            return []

        def keep(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], None]:
            caught["status"], caught["headers"] = status, headers
            return lambda data: None

        if path == "/oauth2/token":
            self._read(environ)
        body = b"".join(self.inner(environ, keep))
        if path == "/oauth2/token" and self.token and caught["status"].startswith("200"):
            body = self._twisted(body)
        elif path == "/jwks" and self.token:
            body = self._with_our_key(body)
        headers = [(name, value) for name, value in caught["headers"] if name.lower() != "content-length"]
        start_response(caught["status"], [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _read(self, environ: dict[str, Any]) -> None:
        from io import BytesIO

        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = BytesIO(body)
        self.posted = dict(parse_qsl(body.decode()))

    def _twisted(self, body: bytes) -> bytes:
        answer = json.loads(body)
        claims = jwt.decode(answer["id_token"], options={"verify_signature": False})
        self.token(claims)  # type: ignore[misc]
        key, algorithm = self.signs
        answer["id_token"] = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "ours"})
        return json.dumps(answer).encode()

    def _with_our_key(self, body: bytes) -> bytes:
        ours = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key()))
        document = json.loads(body)
        document["keys"].append({**ours, "kid": "ours", "use": "sig", "alg": "RS256"})
        return json.dumps(document).encode()


@contextmanager
def provider(people: dict[str, dict[str, Any]]) -> Iterator[Wire]:
    """Run the provider; ``people`` are their subjects with their claims."""
    wire = Wire(people)
    server = make_server("127.0.0.1", 0, wire, WSGIServer, _Quiet)
    wire.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield wire
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(client: Any, **fields: str) -> str:
    """Press the button and return the provider's address to which it leads."""
    page = client.post("/accounts/oidc/", fields)
    assert page.status_code == 200, page.content.decode()
    return str(page.context["address"])


def say_yes(address: str, sub: str) -> str:
    """Sign in at the provider as ``sub`` and return our address with its query, to which the browser is sent home."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
    home = urlsplit(answer.headers["Location"])
    return f"{home.path}?{home.query}"


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def with_query(address: str, **changes: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{urlencode({**query(address), **changes})}"


def unsigned(claims: dict[str, Any]) -> str:
    """Return a token that says it needs no signature."""

    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'kid': 'ours'})}.{part(claims)}."
