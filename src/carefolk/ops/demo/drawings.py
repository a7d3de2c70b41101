"""The pictures of the demo: a few shapes each, drawn when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1200, 800)


def drawn(name: str) -> bytes:
    """The drawing of that name as a PNG file."""
    background, draw = _DRAWINGS[name]
    picture = Image.new("RGB", SIZE, background)
    draw(ImageDraw.Draw(picture))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _garden(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 420, 1200, 800), fill="#9db178")
    pen.polygon([(520, 420), (680, 420), (860, 800), (340, 800)], fill="#e3d3b4")
    for left in (60, 800):
        pen.rectangle((left, 540, left + 340, 680), fill="#9c6b43")
        for step in range(6):
            x = left + 30 + step * 56
            pen.ellipse((x - 30, 480, x + 30, 560), fill="#4d7c4a")
    pen.rectangle((930, 260, 960, 470), fill="#7a5230")
    pen.ellipse((830, 110, 1060, 330), fill="#5c8a52")
    for x, y in ((880, 180), (940, 150), (990, 210), (920, 260), (1010, 270)):
        pen.ellipse((x, y, x + 22, y + 22), fill="#c0392b")


def _tea(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 560, 1200, 800), fill="#b98a5a")
    for y in (620, 690, 760):
        pen.line((0, y, 1200, y), fill="#a77a4c", width=4)
    pen.rounded_rectangle((420, 320, 700, 620), radius=40, fill="#3f6d92")
    pen.arc((640, 370, 820, 550), start=270, end=90, fill="#3f6d92", width=36)
    pen.ellipse((430, 300, 690, 360), fill="#6b4226")
    for x in (490, 560, 630):
        pen.arc((x - 40, 130, x + 20, 220), start=270, end=90, fill="#f7f4ee", width=10)
        pen.arc((x - 20, 210, x + 40, 290), start=90, end=270, fill="#f7f4ee", width=10)


def _dawn(pen: ImageDraw.ImageDraw) -> None:
    for step in range(11):
        pen.rectangle(
            (0, step * 55, 1200, step * 55 + 55), fill=(238 - step * 3, 130 + step * 8, 92)
        )
    pen.ellipse((480, 380, 720, 620), fill="#ffe2a0")
    for number, left in enumerate(range(0, 1200, 200)):
        top = 430 + (number % 3) * 30
        pen.rectangle((left, top, left + 196, 700), fill="#2f2a3b")
        pen.polygon([(left, top), (left + 98, top - 90), (left + 196, top)], fill="#272233")
        pen.rectangle((left + 70, top + 70, left + 126, top + 140), fill="#3d3750")
    pen.rectangle((670, 500, 726, 570), fill="#ffd166")
    pen.rectangle((0, 700, 1200, 800), fill="#4b4557")


def _bread(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((180, 480, 1020, 660), radius=50, fill="#c99b66")
    pen.pieslice((330, 220, 830, 760), start=180, end=360, fill="#b5713a")
    for x in (460, 560, 660):
        pen.line((x, 300, x + 60, 420), fill="#e8c08c", width=16)
    pen.rectangle((860, 530, 980, 550), fill="#5b4636")
    pen.polygon([(640, 525), (860, 525), (860, 556), (670, 556)], fill="#dfe3e6")


_DRAWINGS: Mapping[str, tuple[str, Callable[[ImageDraw.ImageDraw], None]]] = {
    "garden": ("#cfe3ee", _garden),
    "tea": ("#e9dcc6", _tea),
    "dawn": ("#ee8a5c", _dawn),
    "bread": ("#f3e7d3", _bread),
}
