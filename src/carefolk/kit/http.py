"""The guarded client: the only way this place asks another server for anything.

A stranger chooses the address, so the name is resolved once, every address it gives is judged,
and the connection goes to a judged address and nowhere else: a second answer of the name server
(DNS rebinding) is never asked for. Time, size and redirects have an end.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from typing import Any

import httpcore
import httpx
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import CarefolkError

MAX_REDIRECTS = 3
USER_AGENT = "Carefolk"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_OTHER_PORTS = range(1_024, 65_536)  # below stand mail, shells and name servers
_MAX_URL = 2_048

# IANA special-purpose address registries: every block that is not globally reachable, and every
# IPv6 block that carries an IPv4 address inside. Written out, because what Python's `is_global`
# says changed between patch releases.
_CLOSED_V4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
_OPEN_V6 = IPv6Network("2000::/3")  # global unicast; mapped, NAT64, local and the rest lie outside
_CLOSED_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))

Address = IPv4Address | IPv6Address
Resolver = Callable[[str], Iterable[str]]
"""From a host name to its addresses as text; may raise OSError."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other server said.

    Attributes:
        url: the address that answered, after redirects.
        status: HTTP status, of any kind but a redirect.
        headers: names in lower case.
        body: decompressed.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def mime(self) -> str:
        """The media type without parameters, in lower case; empty when none was given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class RequestFailed(CarefolkError):
    """Nothing came of asking the other server; the subclasses say why."""

    code, status = "request-failed", 502
    sentence = _("We could not get anything from that address.")


class AddressRefused(RequestFailed):
    """Not http(s), malformed, or not on the public internet. Never says which: it would map us."""

    code, status = "address-refused", 422
    sentence = _("We cannot open that address. Please check that it is right.")


class Unreachable(RequestFailed):
    code, passing = "unreachable", True
    sentence = _("That server did not answer. Please try again later.")


class TooSlow(RequestFailed):
    code, status, passing = "too-slow", 504, True
    sentence = _("That server took too long to answer. Please try again later.")


class TooManyRedirects(RequestFailed):
    code = "too-many-redirects"
    sentence = _("That address leads from one place to the next without end.")


class AnswerTooLarge(RequestFailed):
    code = "answer-too-large"
    sentence = _("What is at that address is too large for us to read.")


class AnswerUnreadable(RequestFailed):
    code = "answer-unreadable"
    sentence = _("We could not read what is at that address.")


def resolve(host: str) -> Sequence[str]:
    """The addresses of a name, from the system's resolver."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def get(
    url: str,
    *,
    max_bytes: int,
    deadline: float,
    accept: str = "*/*",
    allow_loopback_names: frozenset[str] = frozenset(),
    resolver: Resolver = resolve,
) -> Answer:
    """Ask a server that a stranger named.

    Args:
        url: http or https, without a name or password in it.
        max_bytes: the most bytes of body, both as sent and as unpacked.
        deadline: seconds for everything together: names, redirects, headers and body.
        accept: the Accept header.
        allow_loopback_names: hosts that may be on loopback, for tests and development.
        resolver: from a host name to its addresses.

    Raises:
        AddressRefused: the address, or one it redirects to, is not one to be asked.
        TooManyRedirects: more than `MAX_REDIRECTS`.
        TooSlow, AnswerTooLarge: `deadline` or `max_bytes` was passed.
        Unreachable, AnswerUnreadable: no connection, or not HTTP that can be read.
    """
    ends = _Deadline(time.monotonic() + deadline)
    rules = _Rules(allow_loopback_names=allow_loopback_names, resolver=resolver)
    for _step in range(MAX_REDIRECTS + 1):
        answer, onward = _ask(url, max_bytes=max_bytes, ends=ends, accept=accept, rules=rules)
        if onward is None:
            return answer
        url = onward
    raise TooManyRedirects


def is_public(address: Address) -> bool:
    """Whether an address is a host of the public internet, neither ours nor one in disguise."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _CLOSED_V4)
    return address in _OPEN_V6 and not any(address in block for block in _CLOSED_V6)


@dataclass(frozen=True, slots=True)
class _Deadline:
    moment: float

    def left(self) -> float:
        seconds = self.moment - time.monotonic()
        if seconds <= 0:
            raise TooSlow
        return seconds

    def within(self, timeout: float | None) -> float:
        return self.left() if timeout is None else min(timeout, self.left())


@dataclass(frozen=True, slots=True)
class _Rules:
    allow_loopback_names: frozenset[str]
    resolver: Resolver


def _ask(
    url: str, *, max_bytes: int, ends: _Deadline, accept: str, rules: _Rules
) -> tuple[Answer, str | None]:
    """One request to one judged address; with the next address when it redirects."""
    target = _parsed(url)
    addresses = _judged(target.raw_host.decode("ascii"), rules, ends)
    headers = {"accept": accept, "accept-encoding": "gzip", "user-agent": USER_AGENT}
    request = httpx.Request("GET", target, headers=headers)
    # The transport without a client around it: no proxies, cookies, redirects of its own, and no
    # line in the log that says which address somebody linked to.
    with (
        _in_our_words(),
        _PinnedTransport(addresses, ends) as transport,
        closing(transport.handle_request(request)) as response,
    ):
        if response.status_code in _REDIRECTS and "location" in response.headers:
            answer = Answer(str(target), response.status_code, {}, b"")
            return answer, _onward(target, response.headers["location"])
        body = _unpacked(response, max_bytes)
    plain = {name.lower(): value for name, value in response.headers.items()}
    return Answer(str(target), response.status_code, plain, body), None


def _parsed(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url) if len(url) <= _MAX_URL else None
    except (httpx.InvalidURL, ValueError, UnicodeError):
        target = None
    if target is None or target.scheme not in _DEFAULT_PORTS or not target.host or target.userinfo:
        raise AddressRefused
    port = target.port or _DEFAULT_PORTS[target.scheme]
    if port not in _DEFAULT_PORTS.values() and port not in _OTHER_PORTS:
        raise AddressRefused
    return target.copy_with(fragment=None)


def _onward(target: httpx.URL, location: str) -> str:
    try:
        onward = target.join(location)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise AddressRefused from None
    if target.scheme == "https" and onward.scheme != "https":
        raise AddressRefused
    return str(onward)


def _judged(host: str, rules: _Rules, ends: _Deadline) -> tuple[str, ...]:
    literal = _literal(host)
    if literal is None and _looks_numeric(host):
        raise AddressRefused  # 2130706433, 0x7f.1, 0177.0.0.1: other ways to write an address
    found = [host.strip("[]")] if literal else _resolved(host, rules.resolver, ends)
    loopback_allowed = host.rstrip(".").lower() in rules.allow_loopback_names
    fitting = tuple(
        text for text in found if _may_be_asked(text, loopback_allowed=loopback_allowed)
    )
    if not fitting:
        raise AddressRefused
    return fitting


def _may_be_asked(text: str, *, loopback_allowed: bool) -> bool:
    address = _literal(text)
    return address is not None and (
        is_public(address) or (loopback_allowed and address.is_loopback)
    )


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def _looks_numeric(host: str) -> bool:
    # WHATWG URL, "ends in a number": such a host is an IPv4 address in some spelling.
    last = host.rstrip(".").rpartition(".")[2].lower()
    return last.isdigit() or last.startswith("0x")


def _resolved(host: str, resolver: Resolver, ends: _Deadline) -> list[str]:
    # The system's resolver cannot be given a time; it is left behind when it takes too long.
    answers: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(list(resolver(host)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=ends.left())
    except Empty:
        raise TooSlow from None
    if isinstance(answer, Exception):
        raise Unreachable from answer
    return answer


def _unpacked(response: httpx.Response, max_bytes: int) -> bytes:
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "", "gzip", "x-gzip"}:
        raise AnswerUnreadable
    chunks = response.iter_raw()
    parts = _gunzipped(chunks, max_bytes) if "gzip" in packing else chunks
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > max_bytes:
            raise AnswerTooLarge
    return bytes(body)


def _gunzipped(chunks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    # Unpacked in bounded pieces: 64 kB of zip bomb would otherwise unfold to 64 MB at once.
    unpacker, sent = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS), 0
    for chunk in chunks:
        sent += len(chunk)
        if sent > max_bytes:
            raise AnswerTooLarge
        try:
            yield unpacker.decompress(chunk, max_bytes + 1)
        except zlib.error:
            raise AnswerUnreadable from None
        if unpacker.unconsumed_tail:
            raise AnswerTooLarge
    if not unpacker.eof:
        raise AnswerUnreadable


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TooSlow from error
    except httpcore.ConnectError as error:
        raise Unreachable from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError) as error:
        raise AnswerUnreadable from error


class _PinnedTransport(httpx.BaseTransport):
    """Speaks to judged addresses only; the name stays in Host, SNI and the certificate check."""

    def __init__(self, addresses: Sequence[str], ends: _Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(), network_backend=_PinnedNetwork(addresses, ends), max_connections=1
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), request=request
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _PinnedNetwork(httpcore.NetworkBackend):
    def __init__(self, addresses: Sequence[str], ends: _Deadline) -> None:
        self._addresses, self._ends = addresses, ends
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # looked up and judged before; asking again would be the hole
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        def connected(address: str, share: float) -> httpcore.NetworkStream:
            wait = self._ends.within(timeout) * share
            return _TimedStream(
                self._network.connect_tcp(address, port, wait, local_address, socket_options),
                self._ends,
            )

        *first, last = self._addresses
        for address in first:
            try:
                return connected(address, 0.5)  # a dead IPv6 route must not eat all the time
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return connected(last, 1)


class _TimedStream(httpcore.NetworkStream):
    """Gives each read and write what is left of the whole, so that drops cannot add up."""

    def __init__(self, stream: httpcore.NetworkStream, ends: _Deadline) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._ends.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._ends.within(timeout))

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._ends.within(timeout))
        return _TimedStream(inner, self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()
