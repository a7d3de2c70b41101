"""The composer over HTTP: nothing typed is ever lost, whatever goes wrong."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from carefolk.kit import clock
from carefolk.posts.models import Status
from carefolk.publishing import checking, keeping, rules
from carefolk.publishing.checking import CannotCheck
from carefolk.publishing.drafts import Draft
from tests.cast import say
from tests.publishing.words import CAUTION, CLEAN, HARD, HARD_WORDS, STOP

TYPED = "What I typed with care"


def signed_in(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def browser(asha):
    return signed_in(asha)


def text_in(answer):
    """What stands in the composer's text box."""
    box = re.search(
        r'<textarea[^>]*name="text"[^>]*>\n(.*?)</textarea>', answer.content.decode(), re.DOTALL
    )
    return unescape(box[1])


def hidden_in(answer):
    """The form as a browser would send it back, without the buttons."""
    page = answer.content.decode()
    form = page[page.index('id="composer"') :].split("</form>")[0]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        values = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if values.get("type") == "hidden" and values.get("name"):
            sent.setdefault(values["name"], []).append(unescape(values.get("value", "")))
    return sent


def test_a_post_goes_out_and_can_be_taken_back(browser):
    answer = browser.post("/write/post", {"text": CLEAN, "audience": "members", "do": "post"})
    status = Status.objects.get()
    assert answer["Location"] == f"/home?posted={status.pk}"
    assert f"/posts/{status.pk}/undo" in browser.get(answer["Location"]).content.decode()

    answer = browser.post(f"/posts/{status.pk}/undo")

    assert not Status.objects.exists()
    assert text_in(browser.get(answer["Location"])) == CLEAN


def test_without_scripts_the_check_happens_when_the_form_is_sent(browser):
    answer = browser.post("/write/post", {"text": CAUTION, "audience": "members", "do": "post"})

    assert answer.status_code == 422
    assert text_in(answer) == CAUTION
    sent = hidden_in(answer) | {"text": CAUTION, "audience": "members", "do": "post"}
    assert browser.post("/write/post", sent).status_code == 422
    answer = browser.post("/write/post", sent | {"checked": sent["asked"]})
    assert answer.status_code == 302
    assert Status.objects.get().plain == CAUTION


def test_a_stop_asks_for_a_reason_and_takes_it(browser):
    draft = {"text": STOP, "audience": "members", "do": "post"}
    sent = hidden_in(browser.post("/write/post", draft)) | draft
    assert browser.post("/write/post", sent | {"checked": sent["asked"]}).status_code == 422

    reasons = {f"reason-{key}": "invented" for key in sent["asked"]}
    answer = browser.post("/write/post", sent | {"checked": sent["asked"]} | reasons)

    assert answer.status_code == 302


def test_a_note_beside_a_stop_of_the_same_check_does_not_stand_in_its_way(browser):
    text = "I saw Doreen today. Call me on 07700 900123."
    draft = {"text": text, "audience": "members", "do": "post"}
    sent = hidden_in(browser.post("/write/post", draft)) | draft

    reasons = {f"reason-{key}": "agreed-said-so" for key in sent["asked"]}
    assert browser.post("/write/post", sent | reasons).status_code == 302


def test_a_refused_post_offers_no_way_to_confirm_it(browser):
    answer = browser.post("/write/post", {"text": HARD, "audience": "members", "do": "post"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="checked"' not in page
    assert "reason-" not in page
    assert not Status.objects.exists()


def test_one_press_mends_the_text(browser):
    answer = browser.post("/write/post", {"text": HARD, "audience": "members", "do": "post"})
    mend = re.search(r'name="mend" value="([^"]+)"', answer.content.decode())[1]

    sent = hidden_in(answer) | {"text": HARD, "audience": "members", "mend": unescape(mend)}
    mended = browser.post("/write/post", sent)

    assert mended.status_code == 200
    assert HARD_WORDS not in text_in(mended)
    assert text_in(mended).startswith("Mum's NHS number")
    assert not Status.objects.exists()


def test_a_mend_that_no_longer_fits_changes_nothing(browser):
    answer = browser.post("/write/post", {"text": HARD, "audience": "members", "do": "post"})
    sent = hidden_in(answer) | {"text": CLEAN, "audience": "members", "mend": "0:0"}

    assert text_in(browser.post("/write/post", sent)) == CLEAN


@pytest.mark.parametrize("press", [{"do": "post"}, {"mend": "0:0"}], ids=["post", "mend"])
def test_when_the_guard_does_not_answer_the_words_wait_as_a_draft(
    press, browser, asha, monkeypatch
):
    def no_answer(text, context):
        raise CannotCheck

    monkeypatch.setattr(checking, "_asked", no_answer)
    answer = browser.post("/write/post", {"text": TYPED, "audience": "members", **press})

    assert answer.status_code == 503
    assert "could not check" in answer.content.decode()
    assert text_in(answer) == TYPED
    assert [draft.text for draft, _at in keeping.saved_drafts(asha)] == [TYPED]
    assert not Status.objects.exists()


def test_a_stale_edit_keeps_the_text_and_says_so(browser, asha):
    said = say(asha, CLEAN, now=clock.now())
    first = {"text": "First change", "edits": said.pk, "seen_version": 1, "do": "post"}
    assert browser.post("/write/post", first).status_code == 302

    answer = browser.post("/write/post", first | {"text": TYPED})

    assert answer.status_code == 409
    assert "changed in another window" in answer.content.decode()
    assert text_in(answer) == TYPED
    said.refresh_from_db()
    assert said.plain == "First change"


def test_too_many_posts_say_the_wait_and_keep_the_text(browser, monkeypatch):
    monkeypatch.setattr(rules, "POSTS_IN_WINDOW", 1)
    browser.post("/write/post", {"text": CLEAN, "audience": "members", "do": "post"})

    answer = browser.post("/write/post", {"text": TYPED, "audience": "members", "do": "post"})

    assert answer.status_code == 429
    assert "5 minutes" in answer.content.decode()
    assert text_in(answer) == TYPED


def test_words_survive_an_expired_sign_in(asha, browser):
    parent = say(asha, "Which day?", now=clock.now(), audience="everyone")
    stranger = Client()
    sent = {
        "text": TYPED, "content_note": "Rota", "audience": "followers", "do": "post",
        "in_reply_to": parent.pk, "writer": asha.pk,
    }  # fmt: skip
    answer = stranger.post("/write/post", sent)
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]
    assert TYPED not in str(dict(stranger.session))

    stranger.force_login(asha.user)
    page = stranger.get("/write")

    assert text_in(page) == TYPED
    assert hidden_in(page)["in_reply_to"] == [str(parent.pk)]
    assert 'value="Rota"' in page.content.decode()
    assert re.search(r'value="followers"[^>]* checked', page.content.decode())
    assert text_in(stranger.get("/write")) == ""


def test_words_of_an_expired_sign_in_are_not_shown_to_the_next_person(asha, bron):
    shared = Client()
    shared.post("/write/post", {"text": TYPED, "writer": asha.pk, "do": "post"})
    shared.force_login(bron.user)

    assert TYPED not in shared.get("/write").content.decode()


def test_an_expired_page_offers_the_text_again(asha):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(asha.user)

    answer = strict.post("/write/post", {"text": TYPED, "audience": "followers", "do": "post"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert text_in(answer) == TYPED
    assert 'name="audience" value="followers"' in page
    again = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    sent = {"text": TYPED, "audience": "followers", "do": "post", "csrfmiddlewaretoken": again}
    assert strict.post("/write/post", sent).status_code == 302
    assert Status.objects.get().audience == "followers"


def test_a_draft_is_kept_and_taken_up_again(browser, asha):
    answer = browser.post("/write/post", {"text": TYPED, "audience": "members", "do": "draft"})
    assert answer["Location"] == "/write/drafts"
    assert TYPED in browser.get("/write/drafts").content.decode()

    ((draft, _at),) = keeping.saved_drafts(asha)

    assert text_in(browser.get(f"/write?draft={draft.saved_id}")) == TYPED


def test_a_draft_of_someone_else_does_not_exist(browser, bron):
    theirs = keeping.save_draft(Draft(text=TYPED), owner=bron, now=clock.now())

    assert browser.get(f"/write?draft={theirs.pk}").status_code == 404
    browser.post(f"/write/drafts/{theirs.pk}/drop")
    assert keeping.saved_draft(bron, theirs.pk).text == TYPED


def test_the_check_while_writing_answers_findings_and_keeps_nothing(browser, asha):
    answer = browser.post("/write/check", {"text": HARD, "audience": "members"})

    assert answer.status_code == 200
    assert HARD_WORDS in answer.content.decode()
    assert keeping.saved_drafts(asha) == []
    assert 'class="finding' not in browser.post("/write/check", {"text": CLEAN}).content.decode()


def test_an_answer_to_a_post_that_is_gone_keeps_its_words(browser, bron):
    said = say(bron, "Which day?", now=clock.now())
    Status.objects.filter(pk=said.pk).delete()

    answer = browser.post(
        "/write/post", {"text": TYPED, "in_reply_to": said.pk, "audience": "members", "do": "post"}
    )

    assert answer.status_code == 404
    assert text_in(answer) == TYPED
    assert "gone" in answer.content.decode()


def test_undo_that_comes_too_late_is_told_so(browser, asha):
    said = say(asha, CLEAN, now=clock.now() - timedelta(minutes=1))

    answer = browser.post(f"/posts/{said.pk}/undo")

    assert answer.status_code == 409
    assert "is over" in answer.content.decode()
