"""Pages travel compressed; pictures and streams are left alone."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from carefolk.web.middleware import SmallerPages
from tests.cast import member

LONG = b"<p>A long page about tea.</p>" * 100


@pytest.mark.django_db
def test_home_travels_compressed_to_whoever_can_read_it(client):
    client.force_login(member().user)
    whole = client.get("/home")
    small = client.get("/home", headers={"accept-encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) * 2 < len(whole.content)
    assert b"</html>" in gzip.decompress(small.content)
    assert "Content-Encoding" not in whole.headers
    assert "Accept-Encoding" in whole.headers["Vary"]


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(LONG, content_type="image/webp"),
        StreamingHttpResponse([LONG], content_type="text/html"),
    ],
)
def test_pictures_and_streams_are_left_as_they_are(response):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in SmallerPages(lambda _request: response)(request).headers
