import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from reader.app import fetching
from reader.app.fetching import fetch, is_public
from reader.errors import UnreadableError

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def anyone(_address: object) -> bool:
    """Let this machine be reached: the tests' server is on it."""
    return True


class Host(BaseHTTPRequestHandler):
    """Serves an image, what only says it is one, redirects, and too much."""

    asked: list[tuple[str, dict[str, str]]]
    image: bytes

    def do_GET(self) -> None:
        """Answer one request."""
        self.asked.append((self.path, dict(self.headers)))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Set-Cookie", "seen=1")
        self.end_headers()
        self.wfile.write({"/page": b"<html>", "/big": PNG * 10_000}.get(self.path, self.image))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


@contextmanager
def serving(
    context: ssl.SSLContext | None = None, image: bytes = PNG
) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """Serve on this machine; give the host with its port, and what it is asked for."""
    asked: list[tuple[str, dict[str, str]]] = []
    server = HTTPServer(("127.0.0.1", 0), type("Own", (Host,), {"asked": asked, "image": image}))
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_image_is_fetched_without_a_trace() -> None:
    """Its bytes and its kind; no cookie, no referrer goes out, and nothing is asked for besides."""
    with serving() as (host, asked):
        assert ("image/png", PNG) == fetch(f"http://{host}/a.png?b=c", anyone)
    assert [("/a.png?b=c", {"Host", "Accept", "Accept-Encoding", "User-Agent", "Connection"})] == [
        (path, set(headers)) for path, headers in asked
    ]


def test_a_redirect_is_followed_and_every_step_is_looked_at() -> None:
    """A host that may be reached cannot lead to one that may not."""
    with serving() as (host, asked):
        assert ("image/png", PNG) == fetch(f"http://{host}/to/http://{host}/b.png", anyone)
        steps = [ip_address("127.0.0.1")]
        with pytest.raises(UnreadableError, match="open internet"):
            fetch(f"http://{host}/to/http://{host}/private.png", lambda _address: bool(steps and steps.pop()))
        with pytest.raises(UnreadableError, match="not one of the web"):
            fetch(f"http://{host}/to/file:///etc/passwd", anyone)
        with pytest.raises(UnreadableError, match="on and on"):
            fetch(f"http://{host}" + "/to/" * 8 + f"http://{host}/", lambda _address: True)
    assert "/private.png" not in [path for path, _ in asked]


def test_this_machine_gets_no_packet() -> None:
    """By number, by name, and whatever the port."""
    with serving() as (host, asked):
        for address in (f"http://{host}/", f"http://localhost:{host.partition(':')[2]}/", "http://[::1]/"):
            with pytest.raises(UnreadableError, match="open internet"):
                fetch(address)
    assert [] == asked


@pytest.mark.parametrize(("path", "reason"), [("page", "no image"), ("gone", "404"), ("big", "larger than")])
def test_what_is_no_image_is_not_taken(monkeypatch: pytest.MonkeyPatch, path: str, reason: str) -> None:
    """Judged by its bytes, whatever the host says that it is."""
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    with serving() as (host, _asked), pytest.raises(UnreadableError, match=reason):
        fetch(f"http://{host}/{path}", anyone)


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example/x.png", "http:///x", "http://user:word@a.example/x.png", "http://a.example:99999/", "x"],
)
def test_an_address_that_is_none_of_the_web(address: str) -> None:
    """Refused before any name is looked up."""
    with pytest.raises(UnreadableError):
        fetch(address, anyone)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl, which makes the certificate, is not installed")
def test_a_host_must_prove_who_it_is(tmp_path: Path) -> None:
    """A certificate that the host has signed itself is none."""
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*made, "-keyout", "key", "-out", "cert"], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    with serving(context) as (host, asked), pytest.raises(UnreadableError, match="prove who it is"):
        fetch(f"https://{host}/a.png", anyone)
    assert [] == asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:192.168.1.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_an_address_is_public_or_not(address: str, *, public: bool) -> None:
    """Homes, offices, this machine and groups are not, in whatever spelling."""
    assert public is is_public(ip_address(address))
