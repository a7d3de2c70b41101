from __future__ import annotations

import struct
import tracemalloc
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from carefolk.kit import pictures

KINDS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
SECRET = b"51.5 north in Littleham"


def file_of(image: Image.Image, kind: str, **options) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def two_colours(size=(60, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image


def look(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def colour_at(data: bytes, place) -> str:
    red, green, blue, *_ = look(data).convert("RGB").getpixel(place)
    return {0: "red", 1: "green", 2: "blue"}[[red, green, blue].index(max(red, green, blue))]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_picture_is_read_by_its_content(kind):
    picture = pictures.read(file_of(two_colours(), kind))
    encoded = pictures.encode(picture)

    assert (picture.width, picture.height) == (60, 40)
    assert (encoded.mime, encoded.width, encoded.height) == ("image/webp", 60, 40)
    assert look(encoded.data).format == "WEBP"
    assert [colour_at(encoded.data, (5, 20)), colour_at(encoded.data, (55, 20))] == ["red", "blue"]


def test_a_picture_can_be_a_jpeg_for_what_knows_no_webp():
    see_through = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    encoded = pictures.encode(pictures.read(file_of(see_through, "PNG")), mime="image/jpeg")

    assert look(encoded.data).format == "JPEG"
    assert look(encoded.data).getpixel((5, 5)) == (255, 255, 255)


def test_what_is_see_through_stays_so():
    see_through = Image.new("RGBA", (10, 10), (0, 0, 0, 0))

    encoded = pictures.encode(pictures.read(file_of(see_through, "PNG")))

    assert look(encoded.data).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    "image",
    [
        Image.new("1", (9, 9), 1), Image.new("L", (9, 9), 255), Image.new("LA", (9, 9), (255, 255)),
        Image.new("P", (9, 9), 0).convert("RGB").quantize(2), Image.new("I;16", (9, 9), 65_535),
    ],
    ids=["bits", "grey", "grey and see-through", "palette", "16 bits"],
)  # fmt: skip
def test_unusual_colours_are_understood(image):
    expected = image.convert("RGB").getpixel((4, 4)) if image.mode != "I;16" else (255, 255, 255)

    encoded = pictures.encode(pictures.read(file_of(image, "PNG")))

    assert look(encoded.data).convert("RGB").getpixel((4, 4)) == expected


def test_the_colours_of_printing_are_understood():
    encoded = pictures.encode(pictures.read(file_of(two_colours().convert("CMYK"), "JPEG")))

    assert colour_at(encoded.data, (5, 20)) == "red"


# Reading the file says what a viewer that knows orientation shows; the tag says how to turn it.
@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (60, 40), (5, 20)), (2, (60, 40), (55, 20)), (3, (60, 40), (55, 20)),
        (4, (60, 40), (5, 20)), (5, (40, 60), (20, 5)), (6, (40, 60), (20, 5)),
        (7, (40, 60), (20, 55)), (8, (40, 60), (20, 55)), (99, (60, 40), (5, 20)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_taken_sideways_stands_upright(kind, orientation, size, red_at):
    notes = Image.Exif()
    notes[0x0112] = orientation

    encoded = pictures.encode(pictures.read(file_of(two_colours(), kind, exif=notes)))

    assert (encoded.width, encoded.height) == size
    assert colour_at(encoded.data, red_at) == "red"


def with_every_trace(kind: str) -> bytes:
    notes = Image.Exif()
    notes[0x010E] = SECRET.decode()  # description
    notes[0x0112] = 6
    notes.get_ifd(0x8825)[1] = "N"  # the place it was taken
    notes.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    notes.get_ifd(0x8825)[29] = SECRET.decode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": notes.tobytes(), "icc_profile": profile, "xmp": b"<x>" + SECRET + b"</x>"}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options = {"exif": options["exif"], "icc_profile": profile, "pnginfo": text}
    if kind == "JPEG":
        options["comment"] = SECRET
    if kind == "GIF":
        options = {"comment": SECRET}
    return file_of(two_colours(), kind, **options) + b"PK\x03\x04 <script>" + SECRET


@pytest.mark.parametrize("mime", ["image/webp", "image/jpeg"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_rode_along_comes_out(kind, mime):
    data = with_every_trace(kind)
    assert data.count(SECRET) >= 2

    picture = pictures.read(data)
    for encoded in (pictures.encode(picture, mime=mime), pictures.thumbnail(picture)):
        assert SECRET not in encoded.data
        assert b"<script>" not in encoded.data
        assert not any(
            word in encoded.data for word in (b"EXIF", b"Exif", b"XMP ", b"ICCP", b"ICC_")
        )
        assert dict(look(encoded.data).getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(look(encoded.data).info)
    assert picture.pixels.info == {}


def test_colours_of_another_profile_are_brought_to_those_of_the_screen():
    # A profile whose red is what a screen calls green.
    swapped = swapped_profile()

    encoded = pictures.encode(pictures.read(file_of(two_colours(), "PNG", icc_profile=swapped)))

    assert colour_at(encoded.data, (5, 20)) == "green"


def swapped_profile() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ", 128), profile.index(b"gXYZ", 128)
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("profile", [b"", b"nonsense", b"\x00" * 900_000])
def test_a_damaged_profile_does_not_cost_the_picture(profile):
    encoded = pictures.encode(pictures.read(file_of(two_colours(), "PNG", icc_profile=profile)))

    assert colour_at(encoded.data, (5, 20)) == "red"


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # the decoder's, and what this is about
def test_damaged_notes_do_not_cost_the_picture():
    broken = file_of(
        two_colours(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff" + b"\xff" * 40
    )

    assert pictures.read(broken).width == 60


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script></html>", b"<!doctype html>", b"%PDF-1.7", b"PK\x03\x04",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', b"<?xml version='1.0'?><svg/>",
        b"GIF", b"GIF88a", b"\xff\xd8", b"RIFF\x00\x00\x00\x00WAVE", b"BM" + b"\x00" * 60, b"MZ", b"x",
        b"II*\x00" + b"\x00" * 60, b"\x00\x00\x01\x00" + b"\x00" * 60, b"8BPS", b"%!PS-Adobe-3.0 EPSF",
        b"\x00\x00\x00\x18ftypheic", b"\x00\x00\x00\x18ftypisom", b"qoif", b"\x00" * 1000,
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_plain_words(data):
    with pytest.raises(pictures.NotAPicture) as refused:
        pictures.read(data)

    assert "Please choose" in refused.value.words


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM", "TGA", "JPEG2000"])
def test_a_picture_of_a_kind_we_do_not_take_is_refused(kind):
    with pytest.raises(pictures.NotAPicture):
        pictures.read(file_of(two_colours(), kind))


def test_a_web_page_that_begins_like_a_gif_is_refused():
    with pytest.raises(pictures.BadPicture):
        pictures.read(b"GIF89a/*<html><script>alert(1)</script>*/=1;")


def test_an_empty_file_says_that_it_is_empty():
    with pytest.raises(pictures.EmptyPicture) as refused:
        pictures.read(b"")

    assert "empty" in refused.value.words


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_is_cut_short_says_so(kind, share):
    whole = file_of(Image.effect_noise((90, 90), 60).convert("RGB"), kind)

    with pytest.raises(pictures.PictureBroken) as refused:
        pictures.read(whole[: int(len(whole) * share)])

    assert "send it again" in refused.value.words


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_damaged_picture_is_read_or_refused_and_never_more(kind, data):
    damaged = bytearray(file_of(two_colours((12, 8)), kind))
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(8, len(damaged) - 1))] = data.draw(st.integers(0, 255))

    try:
        pictures.encode(pictures.read(bytes(damaged), limits=pictures.Limits(max_pixels=10_000)))
    except pictures.BadPicture as refused:
        assert refused.words


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def gif_that_claims(width: int, height: int) -> bytes:
    head = (
        b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    )
    return head + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00;"


def webp_that_claims(width: int, height: int) -> bytes:
    small = file_of(Image.new("RGBA", (2, 2)), "WEBP", lossless=True, exif=b"x")
    at = small.index(b"VP8X") + 12
    return (
        small[:at]
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
        + small[at + 6 :]
    )


@pytest.mark.parametrize(
    "bomb",
    [
        png_that_claims(50_000, 50_000), png_that_claims(8_000, 5_001), png_that_claims(2**31 - 1, 1),
        gif_that_claims(50_000, 50_000), png_that_claims(12_000, 12_000),
    ],
    ids=["50,000 squared", "just over", "one line", "gif", "over the library's own warning"],
)  # fmt: skip
def test_a_picture_that_unfolds_too_far_is_refused_before_it_does(bomb):
    tracemalloc.start()
    try:
        with pytest.raises(pictures.PictureTooLarge) as refused:
            pictures.read(bomb)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "40 million dots" in refused.value.words
    assert peak < 1_000_000


def test_a_webp_that_lies_about_its_size_is_refused():
    with pytest.raises(pictures.BadPicture):
        pictures.read(webp_that_claims(16_000, 16_000))


def test_a_picture_of_just_the_limit_is_read():
    image = Image.new("L", (400, 100))
    limits = pictures.Limits(max_pixels=40_000)

    assert pictures.read(file_of(image, "PNG"), limits=limits).width == 400
    with pytest.raises(pictures.PictureTooLarge):
        pictures.read(file_of(Image.new("L", (401, 100)), "PNG"), limits=limits)


def test_a_file_of_too_many_bytes_is_refused():
    data = file_of(two_colours(), "PNG")

    with pytest.raises(pictures.PictureTooLarge):
        pictures.read(data, limits=pictures.Limits(max_bytes=len(data) - 1))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_a_moving_picture_only_the_first_frame_is_kept(kind):
    frames = [Image.new("RGB", (30, 30), colour) for colour in ["red", *["blue", "green"] * 20]]
    moving = file_of(frames[0], kind, save_all=True, append_images=frames[1:], duration=10)

    encoded = pictures.encode(pictures.read(moving))

    assert getattr(look(encoded.data), "n_frames", 1) == 1
    assert colour_at(encoded.data, (15, 15)) == "red"


def test_a_jpeg_of_hundreds_of_scans_is_refused():
    progressive = file_of(two_colours(), "JPEG", progressive=True)
    last_scan = progressive[progressive.rindex(b"\xff\xda") : -2]
    assert pictures.read(progressive[:-2] + last_scan * 20 + progressive[-2:]).width == 60

    with pytest.raises(pictures.PictureBroken):
        pictures.read(progressive[:-2] + last_scan * 200 + progressive[-2:])


def test_a_png_whose_comment_is_a_bomb_is_refused_or_read_without_it():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("a", "\0" * 80_000_000, zip=True)
    data = file_of(two_colours(), "PNG", pnginfo=notes)

    with pytest.raises(pictures.PictureBroken):
        pictures.read(data)


@pytest.mark.parametrize(
    ("size", "max_side", "kept"),
    [
        ((400, 200), 100, (100, 50)), ((200, 400), 100, (50, 100)), ((50, 50), 100, (50, 50)),
        ((5_000, 10), 2_048, (2_048, 4)), ((3_000, 1), 100, (100, 1)), ((1, 1), 100, (1, 1)),
    ],
)  # fmt: skip
def test_a_picture_is_made_smaller_in_shape_and_never_larger(size, max_side, kept):
    picture = pictures.read(file_of(Image.new("RGB", size), "PNG"))

    encoded = pictures.encode(picture, max_side=max_side)

    assert (encoded.width, encoded.height) == look(encoded.data).size == kept


def test_a_thumbnail_is_small():
    picture = pictures.read(file_of(Image.new("RGB", (2_000, 1_000)), "PNG"))

    assert pictures.thumbnail(picture).width == pictures.MAX_SIDE_THUMBNAIL


@pytest.mark.parametrize("size", [(60, 40), (1, 1), (1, 500), (4_000, 3_000)])
def test_every_picture_has_a_short_blurhash(size):
    blur = pictures.blurhash(pictures.read(file_of(two_colours(size), "PNG")))

    assert len(blur) == 28


def test_different_pictures_have_different_blurhashes():
    red, blue = (
        pictures.read(file_of(Image.new("RGB", (9, 9), c), "PNG")) for c in ("red", "blue")
    )

    assert pictures.blurhash(red) != pictures.blurhash(blue)
