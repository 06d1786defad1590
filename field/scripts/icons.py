"""Draws the mark (assets/mark.svg) in every size that phones and browsers ask for."""

from pathlib import Path

from PIL import Image, ImageDraw

FIELD = Path(__file__).parent.parent
GREEN, WHITE, AMBER, NOTHING = "#14634f", "#ffffff", "#f4b53f", (0, 0, 0, 0)
FINE = 4
"""Drawn this many times larger and made smaller, for smooth edges."""


def mark(size: int, *, ground: str | None = GREEN, rounded: bool = True, share: float = 1.0, lines: str = WHITE,
         dot: str = AMBER) -> Image.Image:
    """The mark, `share` of the picture wide, on its ground or on none."""
    side = size * FINE
    picture = Image.new("RGBA", (side, side), NOTHING)
    draw = ImageDraw.Draw(picture)
    if ground:
        draw.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * 7 / 32 if rounded else 0, fill=ground)
    unit = side * share / 32
    edge = (side - side * share) / 2
    at = lambda x, y: (edge + x * unit, edge + y * unit)  # noqa: E731
    width = 3.4 * unit
    for path in ([(10, 24), (10, 8), (23, 8)], [(10, 16), (19, 16)]):
        points = [at(*point) for point in path]
        draw.line(points, fill=lines, width=round(width), joint="curve")
        for x, y in points:
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=lines)
    x, y = at(22.5, 22.5)
    draw.ellipse((x - 2.6 * unit, y - 2.6 * unit, x + 2.6 * unit, y + 2.6 * unit), fill=dot)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def kept(picture: Image.Image, name: str) -> None:
    """Save it below the app's folder."""
    path = FIELD / name
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)


for size in (192, 512):
    kept(mark(size), f"public/icons/icon-{size}.png")
    kept(mark(size, rounded=False, share=0.72), f"public/icons/maskable-{size}.png")
kept(mark(180, rounded=False).convert("RGB"), "public/icons/apple-touch-icon.png")
kept(mark(1024, rounded=False).convert("RGB"), "assets/icon.png")
kept(mark(1024, ground=None, share=0.62), "assets/adaptive.png")
kept(mark(512, ground=None), "assets/splash.png")
kept(mark(96, ground=None, dot=WHITE), "assets/notification.png")
kept(mark(48), "assets/favicon.png")
