"""Every component in every state, with invented people: the page on which looks are judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# A picture that needs no file: two hills and a sun.
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 800 600'%3E"
    "%3Crect width='800' height='600' fill='%23f5d9a8'/%3E%3Ccircle cx='600' cy='170' r='70' "
    "fill='%23e39a3c'/%3E%3Cpath d='M0 430q200-190 420-40t380-30v240H0z' fill='%235d8f7b'/%3E"
    "%3Cpath d='M0 500q260-110 470-10t330-30v140H0z' fill='%230d5c5a'/%3E%3C/svg%3E"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who does not exist."""

    display_name: str
    handle: str
    role: str = ""
    bio: str = ""
    avatar_url: str = ""
    url: str = "#person"


@dataclass(frozen=True, slots=True)
class Picture:
    placeholder: str
    alt: str
    width: int = 800
    height: int = 600
    blurhash: str = "LGF5?xYk^6#M@-5c,1J5@[or[Q6."
    url: str = "#picture"


@dataclass(frozen=True, slots=True)
class Card:
    """The fixed part of a post, as `components/status.html` takes it."""

    id: int
    author_name: str
    author_handle: str
    author_role: str
    body_html: str
    time_words: str = "20 minutes ago"
    time_iso: str = "2026-03-02T21:40:00+00:00"
    audience_words: str = "Members of this place"
    content_note: str = ""
    pictures: tuple[Picture, ...] = ()
    reply_to_words: str = ""
    edited_words: str = ""
    language: str = "en"
    avatar_url: str = ""
    author_url: str = "#person"

    @property
    def url(self) -> str:
        return f"/posts/{self.id}"


@dataclass(frozen=True, slots=True)
class Counts:
    replies: int
    boosts: int
    favourites: int


@dataclass(frozen=True, slots=True)
class Post:
    """A card and what one viewer has done with it."""

    card: Card
    favourited: bool = False
    boosted: bool = False
    bookmarked: bool = False
    can_boost: bool = True
    is_own: bool = False
    counts: Counts | None = None
    context_words: str = ""
    tap_to_show: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    value: str = ""
    url: str = ""
    action: str = ""
    index: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding in words, as `components/finding.html` takes it."""

    key: str
    index: int
    level: str
    reason: str
    before: str = ""
    words: str = ""
    after: str = ""
    mends: tuple[Choice, ...] = ()
    confirmed: bool = False
    reasons: tuple[Choice, ...] = ()
    reason_chosen: str = ""
    routes: tuple[Choice, ...] = ()

    @property
    def pieces(self) -> tuple[dict[str, object], ...]:
        """The words it is about, marked, between some around them."""
        parts = ((self.before, False), (self.words, True), (self.after, False))
        return tuple({"text": text, "marked": marked} for text, marked in parts if text)


@dataclass(frozen=True, slots=True)
class Upload:
    id: str
    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Composer:
    """What `components/composer.html` takes."""

    writer: Person
    draft_key: str
    action: str = "#post"
    place_name: str = "Larkfield Commons"
    text: str = ""
    content_note: str = ""
    audience: str = "members"
    allowed: tuple[str, ...] = ()
    private: bool = False
    check_url: str = ""
    upload_url: str = ""
    max_length: int = 5000
    uploads: tuple[Upload, ...] = ()
    findings: tuple[FindingView, ...] = ()
    errors: tuple[str, ...] = ()
    reply_to: str = ""
    hidden: tuple[Choice, ...] = ()
    label: str = ""
    title: str = ""
    rows: int = 5
    save_draft: bool = True


@dataclass(frozen=True, slots=True)
class Viewer:
    """Stands where an identity stands: it has a profile with a name."""

    profile: Person


@dataclass(frozen=True, slots=True)
class Sample:
    """All that the gallery shows."""

    writer: Person
    posts: tuple[Post, ...]
    composer: Composer
    guarded: Composer
    people: tuple[tuple[Person, str | None], ...]
    tabs: tuple[Choice, ...] = field(default_factory=tuple)
    menu: tuple[Choice, ...] = field(default_factory=tuple)


class SampleForm(forms.Form):
    """Every kind of field, with a hint and with errors."""

    name = forms.CharField(label="Your name here", help_text="A chosen name is fine.")
    email = forms.EmailField(label="E-mail", help_text="We never show it to anyone.")
    bio = forms.CharField(
        label="About you", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    nation = forms.ChoiceField(
        label="Where you work", choices=[("", "Choose one"), ("en", "England"), ("cy", "Wales")]
    )
    hidden = forms.BooleanField(
        label="Hide me from search engines",
        help_text="You can change this at any time.",
        required=False,
    )
    reach = forms.ChoiceField(
        label="Who may send you messages?",
        widget=forms.RadioSelect,
        choices=[("followed", "People I follow"), ("nobody", "Nobody")],
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. For people who are signed in, and for developers.

    The query may set `font`, `size`, `background` and `width` as a reader would.
    """
    user = getattr(request, "user", None)
    if not settings.DEBUG and not (user and user.is_authenticated):
        return redirect_to_login(request.get_full_path())
    token = get_token(request)
    sample = make_sample()
    facts: dict[str, Any] = {
        "place_name": "Larkfield Commons",
        "viewer": Viewer(sample.writer),
        "look": request.GET,
        "current": "home",
        "alerts_new": True,
        "sample": sample,
        "statuses": [status_html(post, csrf_token=token) for post in sample.posts],
        "empty_form": SampleForm(),
        "wrong_form": SampleForm({"name": "", "email": "bron", "nation": ""}),
        "message_levels": ["success", "info", "warning", "error"],
        "drawings": ["mug", "board", "chairs", "window", "letter"],
    }
    return render(request, "gallery/gallery.html", facts)


def status_html(post: Post, *, csrf_token: str) -> SafeString:
    """A post put together from its fixed part and one viewer's part."""
    card = post.card
    actions = render_to_string(
        "components/status_actions.html",
        {
            "url": card.url,
            "author_name": card.author_name,
            "csrf_token": csrf_token,
            "next": "/about/looks/",
            "favourited": post.favourited,
            "boosted": post.boosted,
            "bookmarked": post.bookmarked,
            "can_boost": post.can_boost,
            "can_edit": post.is_own,
            "is_own": post.is_own,
            "counts": post.counts,
        },
    )
    context = post.context_words and render_to_string(
        "components/status_context.html", {"words": post.context_words, "url": "#person"}
    )
    pictures = post.tap_to_show and render_to_string(
        "components/picture_grid.html", {"pictures": card.pictures, "tap_to_show": True}
    )
    return render_to_string(
        "components/status.html",
        {
            "card": card,
            "marker_actions": actions,
            "marker_context": context,
            "marker_pictures": pictures,
        },
    )


def make_sample() -> Sample:
    """Invented people, posts and findings."""
    asha = Person("Asha Rahman", "asha", "Care worker", "Nights. Tea. Learning Welsh slowly.")
    bron = Person("Bron Hughes", "bron", "Social worker", "Children and families. Here to listen.")
    home = Person("Larkfield House", "larkfield", "Care home")
    return Sample(
        writer=asha,
        posts=_posts(asha, bron, home),
        composer=Composer(writer=asha, draft_key="gallery:new"),
        guarded=Composer(
            writer=asha,
            draft_key="gallery:guarded",
            text="On Tuesday Mrs Pendlebury, 94, told me about the war again. My back hurts.",
            content_note="Ageing",
            audience="everyone",
            uploads=(Upload("p1", PICTURE, "Hills at sunset"),),
            findings=_findings(),
            errors=("Please look at the notes below. Nothing you wrote is lost.",),
        ),
        people=(
            (bron, "none"),
            (home, "following"),
            (Person("Cal Okoro", "cal", "Student"), "asked"),
        ),
        tabs=(
            Choice("Posts", url="#posts", current=True),
            Choice("Posts and replies", url="#replies"),
            Choice("Pictures", url="#pictures"),
        ),
        menu=(Choice("Open the profile", url="#person"), Choice("Mute Bron", action="#mute")),
    )


def _posts(asha: Person, bron: Person, home: Person) -> tuple[Post, ...]:
    quiet = Card(
        1,
        bron.display_name,
        bron.handle,
        bron.role,
        "<p>Small win today. A young person I work with asked for a second visit "
        "<em>this week</em>, and not because something was wrong.</p>"
        "<p>Just to talk. I sat in the car afterwards and had a little cry.</p>",
        audience_words="Members of this place",
        edited_words="Changed 5 minutes ago",
    )
    answer = Card(
        2,
        asha.display_name,
        asha.handle,
        asha.role,
        '<p>That is the job, is it not? <a href="#tag">#GoodDays</a></p>',
        time_words="12 minutes ago",
        audience_words="My followers",
        reply_to_words="In reply to Bron Hughes",
    )
    hills = Picture(PICTURE, "Green hills under a low sun, seen from the home's garden")
    garden = Card(
        3,
        home.display_name,
        home.handle,
        home.role,
        "<p>The garden club is back on Thursday. Three things to bring:</p>"
        "<ul><li>gloves</li><li>a hat</li><li>a joke</li></ul>",
        time_words="Yesterday at 15:10",
        audience_words="Everyone on the internet",
        pictures=(hills,),
    )
    note = Card(
        4,
        "Gwen Achterberg-Llewellyn of the Upper Valley Night Team",
        "gwen.of.the.upper.valley.night.team",
        "Personal assistant",
        "<p>We lost someone we had cared for since the spring. "
        "How do you say goodbye as a team?</p>",
        time_words="2 March",
        content_note="Death of a person in care",
    )
    album = Card(
        5,
        home.display_name,
        home.handle,
        home.role,
        "<blockquote><p>Best scones since 1962.</p></blockquote>"
        "<p>High praise from our baking table.</p>",
        time_words="1 March",
        audience_words="Everyone, but quietly (not in lists or search)",
        pictures=(hills, hills, hills),
    )
    return (
        Post(quiet, favourited=True, boosted=True, bookmarked=True),
        Post(answer, can_boost=False, is_own=True),
        Post(garden, context_words="Bron Hughes boosted this", counts=Counts(2, 1, 14)),
        Post(note),
        Post(album),
        Post(garden, tap_to_show=True),
    )


def _findings() -> tuple[FindingView, ...]:
    return (
        FindingView(
            "f0",
            0,
            "stop-hard",
            "This looks like an NHS number. It points to one person only.",
            "her number is ",
            "999 000 0018",
            " if you need it",
            (Choice("Remove it"), Choice("Keep as a private note", index=1)),
        ),
        FindingView(
            "f1",
            1,
            "stop",
            "This looks like the name of a person you care for.",
            "On Tuesday ",
            "Mrs Pendlebury",
            ", 94, told me",
            (Choice("Write “someone I support”"), Choice("Keep as a private note", index=1)),
            reasons=(
                Choice("It is about me", "about-me"),
                Choice("They agreed", "agreed"),
                Choice("It is made up", "invented"),
                Choice("They are in public life", "public-figure"),
            ),
            reason_chosen="agreed",
        ),
        FindingView(
            "f2",
            2,
            "caution",
            "An age over 90 and a day together can point to one person.",
            "Mrs Pendlebury, ",
            "94",
            ", told me about the war",
            (Choice("Write “older person”"), Choice("Remove it", index=1)),
        ),
        FindingView("f3", 3, "note", "Everyone on the internet can see this, your employer too."),
    )
