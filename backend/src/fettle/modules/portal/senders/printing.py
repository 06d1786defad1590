"""Label sheets: set by typst. What is printed is handed over as data and never read as markup."""

import io
import json
from typing import Literal

import segno
import typst

from fettle.modules.portal.rules.labels import Label, Layout

TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#let l = data.layout
#set document(title: data.title)
#set text(font: ("DejaVu Sans", "Liberation Sans", "Libertinus Serif"), lang: data.language)
#set par(leading: 0.45em, justify: false)
#let qr(label, size) = image(
  bytes(label.qr), format: "svg", width: size, height: size, alt: data.scan + " " + label.url)
#let small(label) = block(width: 100%, height: 100%, inset: 2.2mm, clip: true, grid(
  columns: (l.qr * 1mm, 1fr), column-gutter: 2.2mm, align: horizon,
  qr(label, l.qr * 1mm),
  stack(spacing: 1.3mm,
    text(size: l.size * 0.8pt, fill: rgb("#444"), data.headline),
    block(height: l.size * 2.7pt, clip: true, text(size: l.size * 1pt, weight: "bold", label.name)),
    text(size: l.size * 0.75pt, label.short),
    text(size: l.size * 0.75pt, font: "DejaVu Sans Mono", label.code),
  )))
#let sign(label) = block(width: 100%, height: 100%, align(center + horizon, stack(spacing: 9mm,
  text(size: 33pt, weight: "bold", data.headline),
  block(width: 90%, text(size: 26pt, label.name)),
  qr(label, l.qr * 1mm),
  text(size: 20pt, data.scan),
  text(size: 18pt, label.short),
  text(size: 16pt, fill: rgb("#444"), data.tenant),
)))
#set page(width: l.width * 1mm, height: l.height * 1mm,
  margin: (left: l.left * 1mm, right: 0mm, top: l.top * 1mm, bottom: 0mm))
#if l.big [
  #set page(margin: 15mm)
  #for (n, label) in data.labels.enumerate() {
    if n > 0 { pagebreak() }
    sign(label)
  }
] else [
  #let per-page = l.columns * l.rows
  #for start in range(0, data.labels.len(), step: per-page) {
    if start > 0 { pagebreak() }
    let page-labels = data.labels.slice(start, calc.min(start + per-page, data.labels.len()))
    grid(
      columns: (l.label-width * 1mm,) * l.columns, rows: l.label-height * 1mm,
      column-gutter: l.gap-x * 1mm, row-gutter: l.gap-y * 1mm,
      ..page-labels.map(small),
    )
  }
]
"""


def sheets(
    labels: list[Label],
    layout: Layout,
    *,
    tenant: str,
    headline: str,
    scan: str,
    language: str,
    kind: Literal["pdf", "png"] = "pdf",
) -> list[bytes]:
    """The sheets: one PDF, or one picture for each page."""
    data = {
        "layout": layout.measures(),
        "title": headline,
        "headline": headline,
        "scan": scan,
        "tenant": tenant,
        "language": language,
        "labels": [
            {"name": each.name, "code": each.code, "url": each.url, "short": each.short, "qr": qr_svg(each.url)}
            for each in labels
        ],
    }
    made = typst.compile(TEMPLATE.encode(), format=kind, ppi=140.0, sys_inputs={"data": json.dumps(data)})
    return made if isinstance(made, list) else [made]


def qr_svg(url: str) -> str:
    """The QR code of an address, with the quiet zone that readers need."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, light="#ffffff")
    return out.getvalue().decode()
