"""Hidden equals absent: nobody can tell a post they may not see from one that never was."""

import pytest

from carefolk.kit import clock
from carefolk.kit.ids import new_id
from carefolk.posts.models import Status
from tests.cast import say

ASKING = [
    ("get", "/@asha/{id}", {}),
    ("get", "/@asha/{id}/reply", {}),
    ("get", "/@asha/{id}/edit", {}),
    ("get", "/@asha/{id}/delete", {}),
    ("get", "/posts/{id}", {}),
    ("post", "/@asha/{id}/favourite", {}),
    ("post", "/@asha/{id}/favourite", {"on": "0"}),
    ("post", "/@asha/{id}/bookmark", {}),
    ("post", "/@asha/{id}/bookmark", {"on": "0"}),
    ("post", "/@asha/{id}/boost", {}),
    ("post", "/@asha/{id}/boost", {"on": "0"}),
    ("post", "/@asha/{id}/delete", {}),
    ("post", "/posts/{id}/undo", {}),
    ("post", "/write/post", {"text": "An answer", "in_reply_to": "{id}", "do": "post"}),
    ("post", "/write/post", {"text": "A change", "edits": "{id}", "do": "post"}),
    ("post", "/write/check", {"text": "An answer", "in_reply_to": "{id}"}),
]
CHANGING = {"Expires", "Set-Cookie", "Date"}


def told(client, method, address, sent, identifier, accept="text/html"):
    """Everything an answer says, with what differs from request to request taken out."""
    address = address.format(id=identifier)
    sent = {name: value.format(id=identifier) for name, value in sent.items()}
    answer = getattr(client, method)(address, sent, headers={"Accept": accept})
    headers = {name: value for name, value in answer.items() if name not in CHANGING}
    body = answer.content.decode().replace(str(identifier), "ID")
    for field in ('name="key" value="', 'name="csrfmiddlewaretoken" value="'):
        body = "".join(
            part if number == 0 else part.partition('"')[2]
            for number, part in enumerate(body.split(field))
        )
    where = str(headers.get("Location", "")).replace(str(identifier), "ID")
    return answer.status_code, headers | {"Location": where, "Content-Length": ""}, body


@pytest.mark.slow
@pytest.mark.parametrize("viewer", ["cal", "bob", "gus", "nobody"])
@pytest.mark.parametrize(("method", "address", "sent"), ASKING, ids=lambda value: str(value)[:40])
def test_a_hidden_post_answers_like_one_that_never_was(
    method, address, sent, viewer, people, blocks, browser_of
):
    hidden = say(people.asha, "Only for some", audience="followers", now=clock.now())
    blocks()
    absent = new_id()
    assert Status.objects.filter(pk=hidden.pk).exists()
    assert not Status.objects.filter(pk=absent).exists()

    client = browser_of(viewer)

    assert told(client, method, address, sent, hidden.pk) == told(
        client, method, address, sent, absent
    )
    as_json = "application/json"
    assert told(client, method, address, sent, hidden.pk, as_json) == told(
        client, method, address, sent, absent, as_json
    )


def test_the_author_is_answered_otherwise(people, browser_of):
    hidden = say(people.asha, "Only for some", audience="followers", now=clock.now())
    asha = browser_of("asha")

    assert told(asha, "get", "/@asha/{id}", {}, hidden.pk)[0] == 200
    assert told(asha, "get", "/@asha/{id}", {}, new_id())[0] == 404


def test_a_post_under_a_wrong_name_is_not_there(people, browser_of):
    said = say(people.asha, "Hello", now=clock.now())

    assert browser_of("cal").get(f"/@asha/{said.pk}").status_code == 200
    assert browser_of("cal").get(f"/@fay/{said.pk}").status_code == 404
