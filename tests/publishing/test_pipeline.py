"""What comes out of the one way out, at each level of the guard, with the real guard behind it."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from carefolk.audit.models import Clearance
from carefolk.guard import Level
from carefolk.people.models import Profile
from carefolk.people.profiles import ProfileText
from carefolk.people.profiles import of as profile_of
from carefolk.posts import media
from carefolk.posts.models import Edit, Status
from carefolk.posts.store import StatusChanged
from carefolk.publishing import rules
from carefolk.publishing.decide import CHECKED, StopReason
from carefolk.publishing.drafts import Draft, DraftKind, PictureRef
from carefolk.publishing.makers.boost import BoostedBefore, NotForSharing
from carefolk.publishing.makers.profile import draft_of
from carefolk.publishing.outcomes import AskAuthor, Published, Refused
from carefolk.publishing.pipeline import preview
from carefolk.publishing.rules import TooManyPosts
from tests.cast import NOON, say
from tests.publishing.words import CAUTION, CLEAN, HARD, HARD_WORDS, NOTE, STOP


def answered(asked, answer):
    checks = {seen.finding.check for seen in asked.findings}
    return {"confirmed": tuple((check, answer) for check in checks), "confirm_token": asked.token}


@pytest.fixture
def picture(asha, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return lambda: media.upload(owner=asha, data=file.getvalue(), now=NOON)


def test_a_post_without_findings_goes_out_with_one_press(send):
    outcome = send(CLEAN)

    assert isinstance(outcome, Published)
    assert (outcome.thing.plain, outcome.notes) == (CLEAN, ())


def test_a_note_asks_for_nothing(send):
    outcome = send(NOTE)

    assert isinstance(outcome, Published)
    assert [seen.level for seen in outcome.notes] == [Level.NOTE]


def test_a_caution_goes_out_once_the_author_says_that_it_was_checked(send):
    asked = send(CAUTION)
    assert isinstance(asked, AskAuthor)
    assert not Status.objects.exists()

    assert isinstance(send(CAUTION, **answered(asked, CHECKED)), Published)


def test_a_stop_needs_a_reason_from_the_list(send):
    asked = send(STOP)
    assert isinstance(asked, AskAuthor)

    for answer in (CHECKED, "", "they would not mind"):
        assert isinstance(send(STOP, **answered(asked, answer)), AskAuthor)
    assert not Status.objects.exists()
    assert isinstance(send(STOP, **answered(asked, StopReason.INVENTED)), Published)


@pytest.mark.parametrize("answer", [CHECKED, *StopReason])
def test_an_identifier_is_refused_whatever_the_author_says(answer, send):
    asked = send(CAUTION)
    refused = send(HARD)
    assert isinstance(refused, Refused)

    forced = {seen.finding.check: str(answer) for seen in refused.findings}
    again = send(HARD, confirmed=tuple(forced.items()), confirm_token=asked.token)

    assert isinstance(again, Refused)
    assert not Status.objects.exists()


def test_a_private_note_is_kept_whatever_the_guard_says(send):
    outcome = send(HARD, audience="private")

    assert isinstance(outcome, Published)
    assert outcome.notes[0].level is Level.STOP_HARD


@pytest.mark.parametrize(
    "change",
    [
        {"text": CAUTION + " Again."},
        {"audience": "everyone"},
        {"content_note": "Work"},
        {"later": 10.1},
        {"later": -1},
        {"confirm_token": ""},
        {"confirm_token": "made-up"},
    ],
    ids=["text", "audience", "content note", "too late", "before", "no token", "forged"],
)
def test_a_confirmation_holds_for_exactly_this_draft_and_ten_minutes(change, send):
    asked = send(CAUTION)
    draft = {"text": CAUTION} | answered(asked, CHECKED) | change

    assert isinstance(send(**draft), AskAuthor)
    assert not Status.objects.exists()


def test_a_confirmation_still_holds_after_ten_minutes_less_a_moment(send):
    asked = send(CAUTION)

    assert isinstance(send(CAUTION, later=9.9, **answered(asked, CHECKED)), Published)


def test_a_confirmation_does_not_hold_for_another_picture(send, picture):
    shown, other = PictureRef(id=picture().pk), PictureRef(id=picture().pk)
    asked = send(CAUTION, pictures=(shown,))
    confirmed = answered(asked, CHECKED)

    assert isinstance(send(CAUTION, pictures=(other,), **confirmed), AskAuthor)
    assert isinstance(send(CAUTION, **confirmed), AskAuthor)
    assert isinstance(send(CAUTION, pictures=(shown,), **confirmed), Published)


def test_a_confirmation_does_not_hold_for_another_author(send, bron):
    asked = send(CAUTION)

    assert isinstance(send(CAUTION, by=bron, **answered(asked, CHECKED)), AskAuthor)


def test_a_confirmation_does_not_hold_for_an_answer_in_another_talk(send, bron):
    one, other = say(bron, "Which day suits?"), say(bron, "How was the training?")
    asked = send(CAUTION, reply_to=one.pk)
    confirmed = answered(asked, CHECKED)

    assert isinstance(send(CAUTION, reply_to=other.pk, **confirmed), AskAuthor)
    assert isinstance(send(CAUTION, reply_to=one.pk, **confirmed), Published)


@pytest.mark.parametrize(
    "draft",
    [
        {"text": "Mum's NHS number is 999 **000** 0018."},
        {"text": "Mum's NHS number is 999 000\u00a00018"},
        {"text": "Mum's NHS number is 999\u200b 000 0018."},
        {"text": "Tonight", "content_note": HARD},
    ],
    ids=["markup", "no-break space", "invisible characters", "content note"],
)
def test_an_identifier_is_found_wherever_readers_would_see_it(draft, send):
    outcome = send(**draft)

    assert isinstance(outcome, Refused)


def test_an_identifier_is_found_in_a_picture_description(send, picture):
    outcome = send("A chart", pictures=(PictureRef(id=picture().pk, description=HARD),))

    assert isinstance(outcome, Refused)
    assert outcome.findings[0].part.startswith("picture:")


@pytest.mark.parametrize(
    "change",
    [
        {"bio": HARD},
        {"bio": "Mum's NHS number is 999 **000** 0018"},
        {"fields": (("Number", HARD),)},
        {"avatar_alt": HARD},
        {"setting": HARD},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_identifier_is_found_in_every_text_of_a_profile(change, asha, send):
    values = {
        name: getattr(profile_of(asha.profile), name) for name in ("display_name", "role", "nation")
    }
    draft = draft_of(ProfileText(**values | change))

    outcome = send(draft.text, kind=DraftKind.PROFILE, audience=draft.audience, fields=draft.fields)

    assert isinstance(outcome, Refused)
    assert Profile.objects.get(identity=asha).version == asha.profile.version


def test_the_marked_words_lie_in_the_part_that_holds_them(send):
    (seen,) = send("Tonight.", content_note=HARD).findings

    assert seen.part == "content_note"
    assert HARD[seen.start : seen.end] == HARD_WORDS


def test_looking_writes_nothing_and_refuses_nothing(asha):
    seen = preview(Draft(text="x" * 6000), by=asha, now=NOON)

    assert (seen.findings, seen.token) == ((), "")
    assert preview(Draft(text=HARD), by=asha, now=NOON).findings
    assert not Status.objects.exists()


def test_the_clearance_says_which_checks_spoke_and_what_was_answered(send):
    asked = send(STOP)
    status = send(STOP, **answered(asked, StopReason.AGREED_IN_WRITING)).thing

    clearance = Clearance.objects.get(pk=status.clearance_id)
    assert {check for check, _level, _rules in clearance.checks} == {
        seen.finding.check for seen in asked.findings
    }
    assert set(clearance.confirmed.values()) == {"agreed-in-writing"}
    assert (clearance.door, clearance.kind, clearance.by_id) == ("web", "status", status.author_id)


def test_findings_behind_markup_are_in_the_clearance_too(send):
    hidden = "Our manager is use**less** and la**zy**."
    asked = send(hidden)
    status = send(hidden, **answered(asked, CHECKED)).thing

    clearance = Clearance.objects.get(pk=status.clearance_id)
    assert [check for check, _level, _rules in clearance.checks] == ["chk.colleague"]
    assert clearance.confirmed == {"chk.colleague": CHECKED}


def test_every_finding_is_told_and_must_be_answered(send):
    asked = send(f"{CAUTION} {STOP}", content_note="I saw Doreen today.")
    checks = {seen.finding.check for seen in asked.findings}
    assert len(checks) > 1
    assert {seen.part for seen in asked.findings} == {"text", "content_note"}

    for left_out in checks:
        answers = tuple((check, str(StopReason.INVENTED)) for check in checks - {left_out})
        again = send(
            f"{CAUTION} {STOP}", content_note="I saw Doreen today.", confirmed=answers,
            confirm_token=asked.token,
        )  # fmt: skip
        assert isinstance(again, AskAuthor), left_out


def test_an_edit_is_checked_as_a_whole_and_keeps_the_version_before(send):
    status = send(CLEAN).thing

    def edit(text, **more):
        return send(text, kind=DraftKind.EDIT, edits=status.pk, later=1, **more)

    assert isinstance(edit(HARD, seen_version=1), Refused)
    assert not Edit.objects.exists()
    assert isinstance(edit("The rota changed.", seen_version=1), Published)
    status.refresh_from_db()
    assert (status.plain, status.version) == ("The rota changed.", 2)
    assert [version.source for version in status.edits.all()] == [CLEAN]
    assert status.edited_at == NOON + timedelta(minutes=1)


def test_a_stale_edit_changes_nothing(send):
    status = send(CLEAN).thing
    send("The rota changed.", kind=DraftKind.EDIT, edits=status.pk, seen_version=1)

    with pytest.raises(StatusChanged):
        send("From another window.", kind=DraftKind.EDIT, edits=status.pk, seen_version=1)

    status.refresh_from_db()
    assert (status.plain, Edit.objects.count()) == ("The rota changed.", 1)


def test_a_boost_is_checked_like_ones_own_words_and_only_once(send, bron):
    asked = send(CAUTION)
    said = send(CAUTION, **answered(asked, CHECKED)).thing

    def boost(**more):
        return send(by=bron, kind=DraftKind.BOOST, boost_of=said.pk, **more)

    asked = boost()
    assert isinstance(asked, AskAuthor)
    assert isinstance(boost(**answered(asked, CHECKED)), Published)
    with pytest.raises(BoostedBefore):
        boost()


@pytest.mark.parametrize("audience", ["followers", "mentioned", "private"])
def test_what_was_said_to_few_cannot_be_boosted(audience, asha, send):
    said = say(asha, "For you @asha and @bron", audience="followers")
    Status.objects.filter(pk=said.pk).update(audience=audience)

    with pytest.raises(NotForSharing):
        send(kind=DraftKind.BOOST, boost_of=said.pk)


def test_who_posts_very_much_is_told_how_long_to_wait(send, monkeypatch):
    monkeypatch.setattr(rules, "POSTS_IN_WINDOW", 3)
    for minute in (0, 1, 2):
        send(f"{CLEAN} {minute}", later=minute)

    with pytest.raises(TooManyPosts) as told:
        send("And one more.", later=2.5)

    assert "again in 3 minutes. Your text is kept" in told.value.words
    assert isinstance(send("And one more.", later=5.1), Published)
