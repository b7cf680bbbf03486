"""One image from the web, fetched because a person asked for just this one.

No cookies, no referrer, no proxy, no cache, nothing compressed. Every address that a name stands for is looked at
before one of them is connected to, and it is that very address which is connected to: a name that means this machine or
a network behind it, at once or after a redirect, gets no packet.
"""

import socket
import ssl
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from reader import __version__
from reader.app.image_types import image_type
from reader.errors import UnreadableError

Address = IPv4Address | IPv6Address
MayReach = Callable[[Address], bool]
"""Whether an address may be connected to."""

LARGEST = 20 * 2**20
"""Bytes of an image; what is larger is not taken."""

_REDIRECTS = 4
_MOVED = frozenset((301, 302, 303, 307, 308))
_OK = 200
_PORTS = {"http": 80, "https": 443}
_PATIENCE_S = 10.0
_WHOLE_S = 25.0
_CHUNK = 65_536
_TRANSLATED = IPv6Network("64:ff9b::/96")
_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where systems keep the authorities they trust; a packaged program looks where its builder's system did."""


def is_public(address: Address) -> bool:
    """Return whether an address belongs to the open internet: not to this machine, a home, an office or a group.

    >>> is_public(ip_address("10.0.0.1")), is_public(ip_address("::ffff:127.0.0.1")), is_public(ip_address("1.1.1.1"))
    (False, False, True)
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _TRANSLATED:
            inner = IPv4Address(address.packed[-4:])
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def fetch(url: str, may_reach: MayReach = is_public) -> tuple[str, bytes]:
    """Return the media type and the bytes of the image at `url`; raise UnreadableError where there is none."""
    ends = time.monotonic() + _WHOLE_S
    try:
        for _ in range(_REDIRECTS + 1):
            parts = urlsplit(url)
            found = _get(parts, may_reach, ends)
            if isinstance(found, bytes):
                mime = image_type(found)
                if not mime:
                    raise UnreadableError("What came is no image.")
                return mime, found
            target = urljoin(url, found)
            if parts.scheme == "https" and urlsplit(target).scheme != "https":
                raise UnreadableError("It leads from a safe address to an unsafe one.")
            url = target
    except (OSError, HTTPException, ValueError) as error:
        raise UnreadableError(f"It cannot be fetched ({_why(error)}).") from error
    raise UnreadableError("It leads on and on to other addresses.")


def _get(parts: SplitResult, may_reach: MayReach, ends: float) -> bytes | str:
    """Return the body that an address gives, or the address that it leads on to."""
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise UnreadableError("Its address is not one of the web.")
    connection = _Connection(parts, may_reach)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers=_HEADERS)
        response = connection.getresponse()
        if response.status in _MOVED and (target := response.getheader("Location")):
            return target
        if response.status != _OK:
            raise UnreadableError(f"Its host answers {response.status}.")
        return _body(response, ends)
    finally:
        connection.close()


_HEADERS = {
    "Accept": "image/*",
    "Accept-Encoding": "identity",
    "User-Agent": f"Postil/{__version__}",
    "Connection": "close",
}


def _body(response: HTTPResponse, ends: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_CHUNK):
        size += len(piece)
        if size > LARGEST:
            raise UnreadableError(f"It is larger than {LARGEST // 2**20} MB.")
        if time.monotonic() > ends:
            raise UnreadableError("It takes too long.")
        pieces.append(piece)
    return b"".join(pieces)


class _Connection(HTTPConnection):
    """A connection to an address that may be reached, checked and connected to in one step."""

    def __init__(self, parts: SplitResult, may_reach: MayReach) -> None:
        assert parts.hostname is not None
        host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode()
        self.default_port = _PORTS[parts.scheme]
        super().__init__(host, parts.port or self.default_port, timeout=_PATIENCE_S)
        self._secure = parts.scheme == "https"
        self._may_reach = may_reach

    def connect(self) -> None:
        """Connect to the first address of the host (http.client calls this)."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(self._may_reach(ip_address(each.partition("%")[0])) for each in addresses):
            raise UnreadableError("Its host is not on the open internet.")
        self.sock = socket.create_connection((addresses[0], self.port), self.timeout)
        if self._secure:
            self.sock = _trust().wrap_socket(self.sock, server_hostname=self.host)


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        for file in _AUTHORITIES:
            try:
                context.load_verify_locations(file)
            except OSError:
                continue
            break
    return context


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "its host does not answer"
    if isinstance(error, ssl.SSLError):
        return "its host cannot prove who it is"
    return (getattr(error, "strerror", "") or type(error).__name__).lower()
