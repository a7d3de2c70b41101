import os
import resource
import struct
import zlib
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from carefolk.kit.errors import NotFound
from carefolk.kit.pictures import BadPicture, EmptyPicture, NotAPicture, PictureTooLarge
from carefolk.posts import media, media_files
from carefolk.posts.models import Attachment, Audience
from tests.notifications.rows import NOW, clearance, person, say

DAY = timedelta(hours=25)


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def asha(db):
    return person("asha")


@cache
def picture(width=500, height=250, form="PNG", **saved):
    """Noise, since it does not shrink to nothing; made once, since that is slow."""
    noise = Image.effect_noise((width, height), 80).convert("RGB")
    file = BytesIO()
    noise.save(file, form, **saved)
    return file.getvalue()


def opened(path):
    return Image.open(BytesIO(path.read_bytes()))


def files_in(root):
    return sorted(path for path in Path(root).rglob("*") if path.is_file())


def taken(asha, **values):
    return media.upload(owner=asha, data=picture(), now=NOW, **values)


def test_an_upload_is_kept_in_two_sizes_under_names_of_our_own(asha, media_root):
    kept = media.upload(owner=asha, data=picture(2400, 1200), description=" A mug ", now=NOW)

    large, small = (opened(media_root / name) for name in (kept.file, kept.small_file))
    assert (large.size, small.size) == ((1600, 800), (480, 240))
    assert (large.format, small.format) == ("WEBP", "WEBP")
    assert (kept.width, kept.height, kept.mime) == (1600, 800, "image/webp")
    assert kept.description == "A mug"
    assert len(kept.blurhash) > 6
    assert len(files_in(media_root)) == 2
    assert media_files.stem(kept.file) != media_files.stem(kept.small_file)


def test_where_a_picture_was_taken_does_not_survive(asha, media_root):
    place = Image.Exif()
    place.get_ifd(0x8825)[2] = (51.0, 28.0, 38.0)
    place[0x010E] = "SECRET-PLACE"
    data = picture.__wrapped__(form="JPEG", exif=place)
    assert b"SECRET-PLACE" in data

    kept = media.upload(owner=asha, data=data, now=NOW)

    for name in (kept.file, kept.small_file):
        assert b"SECRET-PLACE" not in (media_root / name).read_bytes()
        assert not opened(media_root / name).getexif()


def test_a_file_glued_to_a_picture_does_not_survive(asha, media_root):
    kept = media.upload(owner=asha, data=picture() + b"<script>alert(1)</script>", now=NOW)

    assert all(b"<script>" not in path.read_bytes() for path in files_in(media_root))
    assert kept.mime == "image/webp"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyPicture),
        (b"<!doctype html><script>1</script>", NotAPicture),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", NotAPicture),
        (b"GIF89a<script>1</script>", BadPicture),
        (picture()[:4000], BadPicture),
        (b"\0" * (12 * 1024 * 1024 + 1), PictureTooLarge),
    ],
    ids=["empty", "html", "svg", "polyglot", "cut short", "too many bytes"],
)
def test_what_is_no_sound_picture_is_refused_and_leaves_nothing(data, refusal, asha, media_root):
    with pytest.raises(refusal):
        media.upload(owner=asha, data=data, now=NOW)

    assert files_in(media_root) == []
    assert not Attachment.objects.exists()


def test_a_picture_that_would_unfold_to_billions_of_dots_is_refused(asha):
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    )

    with pytest.raises(BadPicture):
        media.upload(owner=asha, data=bomb, now=NOW)


def test_a_full_disk_says_so_and_leaves_nothing_half_written(asha, media_root):
    data = picture()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, before[1]))
    try:
        with pytest.raises(media_files.NoRoom) as told:
            media.upload(owner=asha, data=data, now=NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert "Your words are still here" in told.value.words
    assert files_in(media_root) == []
    assert not Attachment.objects.exists()


def test_when_the_row_cannot_be_written_the_files_go_again(asha, media_root):
    asha.delete()
    asha.pk = None

    with pytest.raises(ValueError):
        media.upload(owner=asha, data=picture(), now=NOW)

    assert files_in(media_root) == []


def test_a_description_has_its_limit(asha):
    with pytest.raises(media.DescriptionTooLong):
        taken(asha, description="a" * 1501)

    kept = taken(asha, description="a" * 1500)
    with pytest.raises(media.DescriptionTooLong):
        media.describe(owner=asha, attachment_id=kept.pk, description="b" * 1501)


def test_only_so_many_uploads_may_wait(asha, monkeypatch):
    monkeypatch.setattr(media, "MOST_WAITING", 2)
    taken(asha)
    taken(asha)

    with pytest.raises(media.TooManyWaiting):
        taken(asha)


def test_only_the_owner_may_describe_or_remove_and_only_what_is_in_no_post(asha, media_root):
    bron = person("bron")
    kept = taken(asha)
    for act in (
        lambda: media.describe(owner=bron, attachment_id=kept.pk, description="x"),
        lambda: media.discard(owner=bron, attachment_id=kept.pk),
    ):
        with pytest.raises(NotFound):
            act()

    assert media.describe(owner=asha, attachment_id=kept.pk, description="y").description == "y"
    Attachment.objects.update(status=say(asha), clearance=clearance())
    with pytest.raises(NotFound):
        media.discard(owner=asha, attachment_id=kept.pk)
    assert len(files_in(media_root)) == 2


def test_removing_an_upload_removes_its_files(asha, media_root, django_capture_on_commit_callbacks):
    kept = taken(asha)

    with django_capture_on_commit_callbacks(execute=True):
        media.discard(owner=asha, attachment_id=kept.pk)

    assert files_in(media_root) == []
    assert not Attachment.objects.exists()


def age(root):
    for path in files_in(root):
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))


def test_uploads_in_no_post_go_after_a_day_and_others_stay(
    asha, media_root, django_capture_on_commit_callbacks
):
    taken(asha)
    shown = taken(asha)
    Attachment.objects.filter(pk=shown.pk).update(status=say(asha), clearance=clearance())
    age(media_root)

    with django_capture_on_commit_callbacks(execute=True):
        media.expire_unused(now=NOW + timedelta(hours=23))
        assert Attachment.objects.count() == 2
        media.expire_unused(now=NOW + DAY)

    assert list(Attachment.objects.all()) == [shown]
    assert [path.relative_to(media_root).as_posix() for path in files_in(media_root)] == sorted(
        [shown.file, shown.small_file]
    )


def test_files_that_nothing_shows_go_after_a_day(asha, media_root):
    worn = media.keep_face(picture(), kind="avatars")
    asha.profile.avatar = worn
    asha.profile.save()
    media.keep_face(picture(), kind="headers")
    (lost,) = media_files.keep("pictures", b"no row came")
    (media_root / f"{lost}.part").write_bytes(b"half")
    age(media_root)

    assert media.expire_unused(now=NOW + timedelta(hours=1)) == 0
    assert media.expire_unused(now=NOW + DAY) == 3
    assert files_in(media_root) == [media_root / worn]


@pytest.mark.parametrize("audience", Audience.values)
def test_only_an_open_audience_has_a_public_address_and_only_once_it_is_out(asha, audience):
    kept = taken(asha)

    def address(**values):
        return media.address_for(kept, audience=audience, now=NOW, size="small", **values)

    is_open = audience in ("everyone", "everyone-quietly")
    assert address(viewer=asha).startswith("/media/p/") == is_open
    assert address(viewer=None).startswith("/media/p/") == is_open
    assert is_open or address(viewer=None) == ""
    assert address(viewer=asha, out_at=NOW + timedelta(seconds=30)).startswith("/media/v/")
