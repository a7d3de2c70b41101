"""Pictures people send: decoded with limits, turned upright, stripped of every trace, re-encoded.

What is kept is made anew from pixels alone, so nothing that rode along (place, camera, colour
profile, comments, a second file glued to the end) can reach a reader.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Literal

import blurhash as blurhash_library
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, features

from carefolk.kit.errors import CarefolkError

MAX_SIDE_SHOWN = 2_048
MAX_SIDE_THUMBNAIL = 480

_MAX_PROFILE = 1_000_000  # bytes; real colour profiles are far smaller
_MAX_SCANS = 200  # of a JPEG; thousands of scans cost minutes of decoding
_BLUR_SIDE = 32
_QUALITY = {"image/webp": 80, "image/jpeg": 82}
_PILLOW_NAME = {"image/webp": "WEBP", "image/jpeg": "JPEG"}

# A picture of the largest size unfolds to several hundred megabytes: the threads of a process
# take turns, so that ten uploads at once cannot take ten times that.
_one_at_a_time = threading.Lock()

Mime = Literal["image/webp", "image/jpeg"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Attributes: max_bytes of the file; max_pixels it may unfold to; longest side kept."""

    max_bytes: int = 16 * 1024 * 1024
    max_pixels: int = 40_000_000
    kept_side: int = 2_560


@dataclass(frozen=True, slots=True)
class Picture:
    """Upright pixels in sRGB and nothing else. Made by `read` only."""

    width: int
    height: int
    pixels: Image.Image = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A file to keep. Attributes: data; mime; width and height in pixels."""

    data: bytes = field(repr=False)
    mime: Mime
    width: int
    height: int


class BadPicture(CarefolkError):
    """A picture that cannot be used; the subclasses say why."""

    code, status = "bad-picture", 422
    sentence = _("That picture cannot be used. Please choose another one.")


class NotAPicture(BadPicture):
    code = "not-a-picture"
    sentence = _(
        "That file is not a picture we can open. Please choose a JPEG, PNG, WebP, GIF or AVIF "
        "picture. Your words are still here."
    )


class EmptyPicture(NotAPicture):
    code = "empty-picture"
    sentence = _("That file is empty. Please choose it again. Your words are still here.")


class PictureTooLarge(BadPicture):
    code = "picture-too-large"
    sentence = _(
        "That picture is too large. It can have up to {megabytes} MB and {megapixels} million "
        "dots. Please make it smaller, or take a new one. Your words are still here."
    )


class PictureBroken(BadPicture):
    code = "picture-broken"
    sentence = _(
        "That picture is damaged, or only part of it arrived. Please send it again, or choose "
        "another one. Your words are still here."
    )


def read(data: bytes, *, limits: Limits = Limits()) -> Picture:
    """Decode a picture of unknown origin.

    JPEG, PNG, WebP, GIF and AVIF, told by their content, never by a name. Of a moving picture
    the first frame. Sizes are judged before anything is unfolded.

    Raises:
        EmptyPicture, NotAPicture: nothing in it, or something else (HTML, SVG, a document).
        PictureTooLarge: more bytes or pixels than `limits` allow.
        PictureBroken: cut short or damaged.
    """
    if not data:
        raise EmptyPicture
    if len(data) > limits.max_bytes:
        raise _too_large(limits)
    kind = _kind_of(data)
    if kind is None:
        raise NotAPicture
    if kind == "JPEG" and data.count(b"\xff\xda") > _MAX_SCANS:
        raise PictureBroken
    try:
        with _one_at_a_time:
            pixels = _decoded(data, kind, limits)
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(limits) from None
    except Exception as error:
        # Decoders of hostile input fail in every way Python knows; each means the same here.
        raise PictureBroken from error
    return Picture(width=pixels.width, height=pixels.height, pixels=pixels)


def encode(
    picture: Picture, *, max_side: int = MAX_SIDE_SHOWN, mime: Mime = "image/webp"
) -> Encoded:
    """A new file of the picture, its longer side at most `max_side` pixels, never enlarged."""
    pixels = _fitted(picture.pixels, max_side)
    if mime == "image/jpeg":
        pixels = _on_white(pixels)
    file = BytesIO()
    pixels.save(file, _PILLOW_NAME[mime], quality=_QUALITY[mime])
    return Encoded(data=file.getvalue(), mime=mime, width=pixels.width, height=pixels.height)


def thumbnail(picture: Picture, *, max_side: int = MAX_SIDE_THUMBNAIL) -> Encoded:
    """A small WebP for lists."""
    return encode(picture, max_side=max_side)


def blurhash(picture: Picture) -> str:
    """The picture as some thirty letters, shown blurred while the file is on its way.

    Source: the BlurHash algorithm, 4 by 3 components.
    """
    small = _on_white(_fitted(picture.pixels, _BLUR_SIDE))
    rows = [
        [small.getpixel((across, down)) for across in range(small.width)]
        for down in range(small.height)
    ]
    return str(blurhash_library.encode(rows, components_x=4, components_y=3))


def _kind_of(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:12] in {b"ftypavif", b"ftypavis"} and features.check("avif"):
        return "AVIF"
    return None


def _decoded(data: bytes, kind: str, limits: Limits) -> Image.Image:
    with Image.open(BytesIO(data), formats=[kind]) as image:
        if image.width * image.height > limits.max_pixels:
            raise _too_large(limits)
        # A JPEG can unfold at a half, a quarter or an eighth of its size, for as much less memory.
        image.draft(None, (limits.kept_side, limits.kept_side))
        image.load()
        orientation = _orientation(image)
        profile = image.info.get("icc_profile")
        pixels = _fitted(_in_plain_mode(image), limits.kept_side)
    upright = pixels.transpose(_TURNS[orientation]) if orientation in _TURNS else pixels
    return _bare(_in_srgb(upright, profile))


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except Exception:  # noqa: BLE001 - a damaged note about the picture must not cost the picture
        return 1


def _in_plain_mode(image: Image.Image) -> Image.Image:
    if image.mode in {"L", "RGB", "CMYK", "RGBA"} and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Colours as a screen without colour management shows them, then RGB or RGBA."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    if isinstance(profile, bytes) and 0 < len(profile) <= _MAX_PROFILE:
        colours = _through(profile, colours)
    colours = colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _through(profile: bytes, image: Image.Image) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(image, source, _srgb(), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a profile that does not fit: the colours as they stand are near enough
    return changed or image


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _bare(image: Image.Image) -> Image.Image:
    # A fresh canvas: `info` of a decoded picture holds EXIF, XMP, comments and the profile.
    canvas = Image.new(image.mode, image.size)
    canvas.paste(image)
    return canvas


def _fitted(image: Image.Image, max_side: int) -> Image.Image:
    longer = max(image.size)
    if longer <= max_side:
        return image
    width, height = (max(1, round(side * max_side / longer)) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    canvas = Image.new("RGB", image.size, "white")
    canvas.paste(image, mask=image.getchannel("A"))
    return canvas


def _too_large(limits: Limits) -> PictureTooLarge:
    return PictureTooLarge(
        megabytes=limits.max_bytes // (1024 * 1024), megapixels=limits.max_pixels // 1_000_000
    )
