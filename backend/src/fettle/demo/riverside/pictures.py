"""Pictures of the story: small scenes drawn from shapes, before the work and after it."""

from collections.abc import Callable, Mapping

import pyvips  # type: ignore[import-untyped]

WIDTH, HEIGHT = 960, 640
SKY, DUSK, GRASS, DIRT, WATER = "#a7d3ee", "#3f4a6b", "#7fb069", "#b08d57", "#4c9fb5"
STEEL, WOOD, SIGNAL, SUN, DARK, CLOUD = "#8d99a6", "#a0683a", "#d1495b", "#f6c945", "#2f3e46", "#f7f7f2"


def _picture(*shapes: str) -> bytes:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{"".join(shapes)}</svg>'
    picture = pyvips.Image.svgload_buffer(svg.encode()).flatten(background=[255, 255, 255])
    drawn: bytes = picture.jpegsave_buffer(Q=86, keep="none")
    return drawn


def _box(x: int, y: int, width: int, height: int, colour: str, more: str = "") -> str:  # noqa: PLR0917 - as in SVG
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}" {more}/>'


def _disc(x: int, y: int, radius: int, colour: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'


def _line(x: int, y: int, to_x: int, to_y: int, colour: str, width: int = 10) -> str:  # noqa: PLR0917 - as in SVG
    points = f'x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}"'
    return f'<line {points} stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def _outside() -> str:
    hills = f'<path d="M0 430 Q240 300 480 420 T960 380 V640 H0 Z" fill="{GRASS}"/>'
    clouds = _disc(210, 120, 34, CLOUD) + _disc(255, 108, 44, CLOUD) + _disc(300, 124, 30, CLOUD)
    return _box(0, 0, WIDTH, HEIGHT, SKY) + _disc(800, 110, 52, SUN) + clouds + hills


def _swing(*, whole: bool) -> bytes:
    frame = _line(230, 540, 330, 180, STEEL, 16) + _line(430, 540, 330, 180, STEEL, 16)
    frame += (
        _line(620, 540, 720, 180, STEEL, 16)
        + _line(820, 540, 720, 180, STEEL, 16)
        + _line(330, 180, 720, 180, STEEL, 16)
    )
    left = _line(430, 184, 420, 430, DARK, 5) + _line(490, 184, 480, 430, DARK, 5) + _box(405, 428, 90, 16, SIGNAL)
    right = _line(580, 184, 580, 430, DARK, 5) + _line(640, 184, 640, 430, DARK, 5) + _box(565, 428, 90, 16, SIGNAL)
    broken = _line(580, 184, 600, 500, DARK, 5) + _line(640, 184, 640, 250, DARK, 5)
    broken += _box(560, 520, 90, 16, SIGNAL, 'transform="rotate(38 600 520)"')
    return _picture(_outside(), frame, left, right if whole else broken)


def _boards(*, whole: bool) -> bytes:
    planks = "".join(_box(40 + 110 * place, 330, 100, 250, WOOD) for place in range(8) if whole or place not in {3, 5})
    tilted = "" if whole else _box(480, 340, 96, 250, WOOD, 'transform="rotate(12 520 460)" opacity="0.9"')
    rail = _line(20, 220, 940, 220, WOOD, 14) + "".join(_line(x, 220, x, 330, WOOD, 12) for x in range(60, 960, 220))
    return _picture(
        _box(0, 0, WIDTH, HEIGHT, SKY), _box(0, 200, WIDTH, 440, WATER), _disc(130, 90, 44, SUN), rail, planks, tilted
    )


def _lamp(*, whole: bool) -> bytes:
    glow = f'<ellipse cx="500" cy="520" rx="330" ry="70" fill="{SUN}" opacity="0.35"/>' if whole else ""
    beam = f'<path d="M470 190 L250 560 H750 L530 190 Z" fill="{SUN}" opacity="0.28"/>' if whole else ""
    stars = "".join(_disc(90 + 97 * n % 900, 40 + 71 * n % 180, 3, CLOUD) for n in range(18))
    pole = (
        _line(500, 200, 500, 560, DARK, 14)
        + _box(450, 160, 100, 38, DARK)
        + _disc(500, 198, 22, SUN if whole else STEEL)
    )
    return _picture(_box(0, 0, WIDTH, HEIGHT, DUSK), stars, _box(0, 540, WIDTH, 100, "#56606b"), beam, glow, pole)


def _tree(*, whole: bool) -> bytes:
    trunk = _box(450, 300, 50, 260, WOOD)
    crown = _disc(470, 240, 120, "#4d8b4a") + _disc(380, 290, 84, "#4d8b4a") + _disc(565, 285, 90, "#5b9c56")
    limb = "" if whole else _line(560, 300, 700, 470, WOOD, 22) + _disc(715, 485, 54, "#6fa864")
    path = f'<path d="M0 600 Q480 500 960 600 V640 H0 Z" fill="{DIRT}"/>'
    return _picture(_outside(), path, trunk, crown, limb)


def _pump() -> bytes:
    room = _box(0, 0, WIDTH, HEIGHT, "#dfe4e8") + _box(0, 470, WIDTH, 170, "#b9c1c8")
    pipes = (
        _line(60, 260, 400, 260, "#3a7ca5", 34)
        + _line(620, 260, 900, 260, "#3a7ca5", 34)
        + _line(820, 260, 820, 80, "#3a7ca5", 34)
    )
    body = (
        _disc(510, 300, 120, STEEL)
        + _disc(510, 300, 74, "#6c7a89")
        + _box(440, 410, 140, 70, DARK)
        + _disc(510, 190, 34, CLOUD)
    )
    return _picture(room, pipes, body, _line(510, 190, 526, 172, SIGNAL, 5))


def _pool() -> bytes:
    lanes = "".join(_line(60, 330 + 70 * n, 900, 330 + 70 * n, SIGNAL if n % 2 else CLOUD, 6) for n in range(4))
    windows = "".join(_box(60 + 180 * n, 60, 140, 120, SKY) for n in range(5))
    return _picture(_box(0, 0, WIDTH, HEIGHT, "#e9e4d8"), windows, _box(30, 270, 900, 340, WATER), lanes)


def _playground() -> bytes:
    tower = _box(300, 260, 150, 280, WOOD) + f'<path d="M280 260 L375 160 L470 260 Z" fill="{SIGNAL}"/>'
    slide = f'<path d="M450 330 Q600 360 690 540 L740 540 Q640 320 450 290 Z" fill="{SUN}"/>'
    return _picture(_outside(), tower, slide, _line(300, 540, 240, 340, STEEL, 12), _disc(150, 520, 40, SIGNAL))


def _mower() -> bytes:
    stripes = "".join(_box(0, 420 + 44 * n, WIDTH, 22, "#8fbf77") for n in range(5))
    machine = _box(380, 360, 220, 100, SIGNAL) + _box(560, 270, 30, 100, DARK) + _box(420, 310, 90, 56, DARK)
    wheels = _disc(420, 480, 46, DARK) + _disc(570, 470, 60, DARK) + _disc(570, 470, 24, STEEL)
    return _picture(_outside(), stripes, machine, wheels)


BEFORE_AFTER: Mapping[str, Callable[..., bytes]] = {"swing": _swing, "boards": _boards, "lamp": _lamp, "tree": _tree}
OF_CATEGORY = {"PLAY": "swing", "BRIDGE": "boards", "ELEC": "lamp", "TREES": "tree"}
"""Which scene shows work on which things."""
OF_ASSETS: Mapping[str, Callable[[], bytes]] = {
    "AQC-PMP1": _pump,
    "AQC-POOL": _pool,
    "RVP-PLY": _playground,
    "MOW-01": _mower,
}


def draw() -> dict[str, bytes]:
    """Every picture by its name: `swing before`, `swing after`, and those of assets by their number."""
    drawn = {number: scene() for number, scene in OF_ASSETS.items()}
    for name, scene in BEFORE_AFTER.items():
        drawn[f"{name} before"] = scene(whole=False)
        drawn[f"{name} after"] = scene(whole=True)
    return drawn
