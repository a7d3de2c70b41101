from __future__ import annotations

import socket
import ssl
import threading
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from carefolk.kit import http
from tests.kit.hostile import hostile_peer

PEER = "peer.example"
PATIENCE = 20.0  # seconds; tests that pass never come near it


@pytest.fixture(scope="module")
def shared_peer():
    with hostile_peer() as peer:
        yield peer


@pytest.fixture
def peer(shared_peer):
    shared_peer.asked.clear()
    shared_peer.hosts.clear()
    return shared_peer


def on_loopback(host: str) -> list[str]:
    return ["127.0.0.1"]


def ask(peer, path, **changes):
    wanted = {
        "max_bytes": 1_000_000,
        "deadline": PATIENCE,
        "allow_loopback_names": frozenset({PEER}),
        "resolver": on_loopback,
    } | changes
    return http.get(f"http://{PEER}:{peer.port}{path}", **wanted)


def test_a_page_is_fetched_with_the_name_it_was_asked_by(peer):
    answer = ask(peer, "/plain#part")

    assert (answer.status, answer.body, answer.mime) == (200, b"hello", "text/html")
    assert answer.url == f"http://{PEER}:{peer.port}/plain"
    assert peer.hosts == [f"{PEER}:{peer.port}"]
    assert peer.asked == ["/plain"]


def test_a_refusal_of_the_other_server_is_an_answer(peer):
    assert ask(peer, "/gone").status == 410


def test_a_packed_page_is_unpacked(peer):
    assert ask(peer, "/gzip").body == b"packed"


CLOSED = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3", "192.0.0.8", "192.0.2.1",
    "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
    "::8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "fc00::1", "fd12::1",
    "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::",
    "3fff::1", "100::1",
]  # fmt: skip
OPEN = ["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"]


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_on_the_public_internet_is_closed(address):
    assert not http.is_public(ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_an_address_on_the_public_internet_is_open(address):
    assert http.is_public(ip_address(address))


@pytest.mark.parametrize("address", CLOSED)
def test_a_name_that_leads_to_a_closed_address_is_refused(peer, address):
    with pytest.raises(http.AddressRefused):
        ask(peer, "/plain", resolver=lambda host: [address], allow_loopback_names=frozenset())

    assert peer.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
        "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "127.1", "0",
        "localhost", "LOCALHOST", "127.0.0.1.", "[fc00::1]", "[fe80::1]",
        "169.254.169.254", "10.0.0.1", "１２７.0.0.1", "①②⑦.0.0.1",
    ],
)  # fmt: skip
def test_a_closed_address_is_refused_however_it_is_written(peer, host):
    with pytest.raises(http.AddressRefused):
        http.get(f"http://{host}:{peer.port}/plain", max_bytes=10, deadline=PATIENCE)

    assert peer.asked == []


@pytest.mark.parametrize("host", ["134744072", "0x8.0x8.0x8.0x8", "8.8.2056", "010.8.8.8"])
def test_an_odd_spelling_of_an_address_is_refused_without_asking_for_it(host):
    asked = []

    with pytest.raises(http.AddressRefused):
        http.get(f"http://{host}/", max_bytes=10, deadline=PATIENCE, resolver=asked.append)

    assert asked == []


def test_loopback_is_allowed_to_the_named_host_only(peer):
    allowed = frozenset({"127.0.0.1"})

    answer = http.get(
        f"http://127.0.0.1:{peer.port}/plain",
        max_bytes=10,
        deadline=PATIENCE,
        allow_loopback_names=allowed,
    )
    assert answer.body == b"hello"
    with pytest.raises(http.AddressRefused):
        ask(peer, "/plain", allow_loopback_names=allowed)


def test_being_allowed_loopback_opens_no_other_closed_address(peer):
    with pytest.raises(http.AddressRefused):
        ask(peer, "/plain", resolver=lambda host: ["10.0.0.1"])


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://peer.example:PORT/plain", "gopher://peer.example/", "data:,x",
        "javascript:alert(1)", "//peer.example:PORT/plain", "/plain", "", "http://", "http:///plain",
        "http://name@peer.example:PORT/plain", "http://name:word@peer.example:PORT/plain", "http://[::1/",
        "http://peer.example:22/", "http://peer.example:25/", "http://peer.example:99999/",
        "http://peer example/", "http://peer.example/\x00", "http://" + "a" * 3000 + ".example/",
        "http://-\u2028.example/",
    ],
)  # fmt: skip
def test_an_address_that_is_no_plain_web_address_is_refused(peer, url):
    # Everything else would let it through: the name is allowed, and at :PORT the peer listens.
    with pytest.raises(http.AddressRefused):
        http.get(
            url.replace(":PORT", f":{peer.port}"),
            max_bytes=10,
            deadline=PATIENCE,
            resolver=on_loopback,
            allow_loopback_names=frozenset({PEER}),
        )

    assert peer.asked == []


def test_a_name_that_changes_its_answer_is_asked_once_and_the_judged_address_is_used(peer):
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    asked = []

    def rebinding(host):
        asked.append(host)
        return next(answers)

    assert ask(peer, "/plain", resolver=rebinding).body == b"hello"
    assert asked == [PEER]


def test_of_public_and_private_addresses_only_the_public_are_called():
    judged = http._judged(
        "two.example",
        http._Rules(frozenset(), lambda host: ["127.0.0.1", "8.8.8.8", "::1"]),
        http._Deadline(time.monotonic() + PATIENCE),
    )
    assert judged == ("8.8.8.8",)


def test_no_address_is_written_to_the_log(peer, caplog):
    caplog.set_level("INFO")

    ask(peer, "/plain")

    assert caplog.records == []


def test_the_next_address_is_tried_when_the_first_is_dead(peer):
    # On 127.0.0.2 nobody listens at this port.
    two = ask(peer, "/plain", resolver=lambda host: ["127.0.0.2", "127.0.0.1"])

    assert two.body == b"hello"


def test_a_redirect_is_followed_three_times(peer):
    answer = ask(peer, "/hops?2")

    assert answer.body == b"hello"
    assert answer.url.endswith("/plain")


def test_a_redirect_without_end_is_given_up(peer):
    with pytest.raises(http.TooManyRedirects):
        ask(peer, "/hops?3")

    assert len(peer.asked) == 4


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/plain", "http://[::1]:{port}/plain", "http://10.0.0.1/",
        "http://2130706433:{port}/plain", "file:///etc/passwd", "ftp://peer.example/",
        "gopher://x/", "javascript:1", "//other.example:{port}/plain", "http://[", "http://a@b/",
    ],
)  # fmt: skip
def test_a_redirect_is_judged_like_a_first_address(peer, target):
    def only_the_peer_is_here(host):
        return ["127.0.0.1"]

    with pytest.raises(http.AddressRefused):
        ask(peer, "/to?" + target.format(port=peer.port), resolver=only_the_peer_is_here)

    assert len(peer.asked) == 1


def test_a_name_that_becomes_private_between_redirects_is_refused(peer):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    with pytest.raises(http.AddressRefused):
        ask(peer, "/hops?1", resolver=lambda host: next(answers))

    assert len(peer.asked) == 1


@pytest.mark.parametrize("path", ["/drip", "/drip-headers", "/silent"])
def test_a_slow_peer_is_given_up_at_the_deadline(peer, path):
    with pytest.raises(http.TooSlow):
        ask(peer, path, deadline=0.3)

    assert peer.asked == [path]


def test_a_name_server_that_does_not_answer_is_given_up_at_the_deadline(peer):
    never = threading.Event()
    try:
        with pytest.raises(http.TooSlow):
            ask(peer, "/plain", deadline=0.1, resolver=lambda host: [str(never.wait(10))])
    finally:
        never.set()


@pytest.mark.parametrize("path", ["/endless", "/sized?1000001"])
def test_a_body_past_the_cap_is_given_up(peer, path):
    with pytest.raises(http.AnswerTooLarge):
        ask(peer, path)


def test_a_body_of_just_the_cap_is_read(peer):
    assert len(ask(peer, "/sized?1000000").body) == 1_000_000


@pytest.mark.parametrize("path", ["/headers", "/hints"])
def test_headers_without_end_are_given_up(peer, path):
    with pytest.raises(http.RequestFailed):
        ask(peer, path, deadline=5)


def test_a_zip_bomb_is_never_unfolded(peer):
    tracemalloc.start()
    try:
        with pytest.raises(http.AnswerTooLarge):
            ask(peer, "/bomb")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The bomb holds 50 MB; the cap is 1 MB, and buffers come on top.
    assert peak < 10_000_000


@pytest.mark.parametrize("path", ["/garbage", "/short", "/half-gzip", "/not-gzip", "/brotli"])
def test_what_cannot_be_read_says_so(peer, path):
    with pytest.raises(http.AnswerUnreadable):
        ask(peer, path)


def test_a_server_that_is_not_there_is_unreachable():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        port = taken.getsockname()[1]
        with pytest.raises(http.Unreachable):
            http.get(
                f"http://127.0.0.1:{port}/",
                max_bytes=10,
                deadline=PATIENCE,
                allow_loopback_names=frozenset({"127.0.0.1"}),
            )


def test_a_name_that_does_not_exist_is_unreachable():
    def no_such_name(host):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(http.Unreachable):
        http.get("http://none.example/", max_bytes=10, deadline=PATIENCE, resolver=no_such_name)


def test_a_proxy_of_the_environment_is_not_used(peer, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("ALL_PROXY", "http://10.0.0.1:3128")

    assert ask(peer, "/plain").body == b"hello"


def test_the_certificate_must_fit_the_name_and_a_safe_address_stays_safe(tmp_path, monkeypatch):
    chain = certificate_for(PEER, tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(chain)
    names = []
    server_side.sni_callback = lambda connection, name, context: names.append(name)
    http._tls.cache_clear()
    try:
        with hostile_peer(tls=server_side) as peer:
            assert fetch_safely(PEER, peer).body == b"hello"
            with pytest.raises(http.AddressRefused):
                fetch_safely(PEER, peer, path=f"/to?http://{PEER}:{peer.port}/plain")
            with pytest.raises(http.RequestFailed):
                fetch_safely("other.example", peer)
    finally:
        http._tls.cache_clear()
    assert names == [PEER, PEER, "other.example"]


def fetch_safely(name, peer, path="/plain"):
    return http.get(
        f"https://{name}:{peer.port}{path}",
        max_bytes=10,
        deadline=PATIENCE,
        allow_loopback_names=frozenset({name}),
        resolver=on_loopback,
    )


def certificate_for(name, folder):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "chain.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file
