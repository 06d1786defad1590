"""How the pages look: one small style, light and dark, dressed in the tenant's colour."""

import re

OURS = "#1f5f8b"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_STYLE = """
:root{--bg:#f4f6f8;--card:#fff;--ink:#1b232b;--soft:#51606e;--line:#8795a3;--thin:#d8dfe6;--brand:BRAND;--on:ON;
--bad:#b3261e;--badbg:#fdecea;--good:#14633a;--goodbg:#e5f4ec}
@media(prefers-color-scheme:dark){:root{--bg:#11161b;--card:#1b2229;--ink:#eef2f5;--soft:#b3bfca;--line:#7d8a97;
--thin:#36414c;--bad:#ffb4ab;--badbg:#3f1a17;--good:#8fe0b4;--goodbg:#12321f}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
"Noto Sans",sans-serif;overflow-wrap:anywhere}
header{background:var(--brand);color:var(--on);padding:.9rem 1rem}
header p{margin:0 auto;max-width:38rem;font-weight:600}
main{max-width:40rem;margin:0 auto;padding:1rem 1rem 2rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 .25rem}
h2{font-size:1.125rem;margin:0 0 .5rem}
p{margin:.4rem 0}
a{color:inherit}
.soft,.hint{color:var(--soft)}
.hint{font-size:.9375rem;margin:.1rem 0 .3rem}
.card{background:var(--card);border:1px solid var(--thin);border-radius:.6rem;padding:1rem 1.1rem;margin:1rem 0}
.field{margin:0 0 1.1rem}
label,legend{display:block;font-weight:600;margin-bottom:.25rem}
label .soft{font-weight:400}
input,textarea,select{width:100%;min-height:2.9rem;padding:.6rem .7rem;font:inherit;color:inherit;
background:var(--card);border:1px solid var(--line);border-radius:.4rem}
textarea{min-height:8rem;resize:vertical}
textarea.small{min-height:5rem}
input[type=file]{padding:.5rem;border-style:dashed}
input[type=checkbox]{width:1.35rem;min-height:1.35rem;height:1.35rem;margin:.15rem .7rem 0 0;flex:none;
accent-color:var(--brand)}
label.check{display:flex;align-items:flex-start;font-weight:400;padding:.35rem 0}
button{width:100%;min-height:3.1rem;padding:.7rem 1rem;font:inherit;font-weight:600;color:var(--on);
background:var(--brand);border:1px solid var(--on);border-radius:.4rem;cursor:pointer}
button.plain{background:transparent;color:var(--ink);border-color:var(--line)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.bad{color:var(--bad);font-weight:600;margin:.25rem 0 0}
.notice{border-left:.3rem solid var(--bad);background:var(--badbg);padding:.7rem 1rem;border-radius:.3rem;
margin:1rem 0}
.notice.good{border-color:var(--good);background:var(--goodbg)}
.state{font-size:1.25rem;font-weight:700;margin:0}
dl{margin:0;display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem}
dt{color:var(--soft)}dd{margin:0}
ul,ol{margin:.3rem 0;padding-left:1.2rem}
.said{border-top:1px solid var(--thin);padding:.6rem 0}
.said:first-of-type{border-top:0}
fieldset{border:0;padding:0;margin:0 0 1rem}
.hp{position:absolute;left:-99rem;height:1px;width:1px;overflow:hidden}
footer{max-width:40rem;margin:0 auto;padding:0 1rem 2rem;font-size:.9375rem;color:var(--soft)}
"""


def style(colour: str | None) -> str:
    """The style in the colour of the tenant, with letters on it that can be read."""
    brand = colour if colour is not None and _COLOUR.fullmatch(colour) else OURS
    return " ".join(_STYLE.split()).replace("BRAND", brand).replace("ON;", f"{letters_on(brand)};")


def letters_on(colour: str) -> str:
    """White or black, whichever reads better on `colour` (WCAG relative luminance)."""
    white, black = contrast(colour, "#ffffff"), contrast(colour, "#000000")
    return "#ffffff" if white >= black else "#000000"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2, between 1 and 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
