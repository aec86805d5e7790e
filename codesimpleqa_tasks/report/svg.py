"""Figures of matplotlib as SVG that belongs to the page: its colours, its fonts, its languages."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from codesimpleqa_tasks.report.messages import Messages

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = {
    name: f"#0000{number:02x}"
    for number, name in enumerate(
        (
            "ink",
            "muted",
            "grid",
            "surface",
            "correct",
            "not-attempted",
            "incorrect",
            "on-correct",
            "on-not-attempted",
            "on-incorrect",
            "series-1",
            "series-2",
        ),
        start=1,
    )
}
"""What to draw with: colours that stand for the page's own, which differ between light, dark and print."""

KEY = "\ue000"
"""A text that begins with this is the key of a message, and shown in the page's language."""

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NAMES = {value: name for name, value in COLOURS.items()}
_UNWANTED = ("font-family", "id", "clip-path")


def page_svg(figure: Figure, title: str, messages: Messages, prefix: str) -> str:
    """The figure as an <svg> element for the page.

    Text stays text, in the page's fonts; colours of COLOURS become the page's variables; ids begin with `prefix`,
    which must differ between figures; styles become attributes, since the page allows no inline style. `title` is
    the key of the message that names the chart to those who cannot see it.
    """
    import matplotlib

    drawn = io.BytesIO()
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": prefix, "text.parse_math": False, "path.simplify": False}
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # The reader's fonts draw the text; those of this machine need not have its characters.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None})
    root = ElementTree.fromstring(drawn.getvalue())
    _drop(root)
    _restyle(root, prefix)
    for text in root.iter(f"{_SVG}text"):
        if (text.text or "").startswith(KEY):
            key = (text.text or "").removeprefix(KEY)
            text.set("data-i18n", key)
            text.text = messages.english(key)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("class", "chart")
    root.set("aria-label", messages.english(title))
    root.set("data-i18n-label", title)
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    return re.sub(r"\s*\n\s*", "\n", ElementTree.tostring(root, encoding="unicode"))


def _drop(element: ElementTree.Element) -> None:
    """Remove what only a file of its own needs: metadata, styles, invisible patches."""
    for child in list(element):
        name = child.tag.removeprefix(_SVG)
        invisible = name == "path" and "fill: none" in child.get("style", "") and "stroke" not in child.get("style", "")
        if name in ("metadata", "style") or invisible:
            element.remove(child)
            continue
        _drop(child)
        if name in ("g", "defs") and len(child) == 0:
            element.remove(child)


def _restyle(root: ElementTree.Element, prefix: str) -> None:
    used = {element.get(_HREF, "").removeprefix("#") for element in root.iter(f"{_SVG}use")}
    for element in root.iter():
        own_id = element.get("id")
        declared = dict(part.split(": ", 1) for part in element.attrib.pop("style", "").split("; ") if ": " in part)
        if element.get("transform", "").startswith(("rotate(-0 ", "rotate(0 ")):
            element.attrib.pop("transform")
        for name in _UNWANTED:
            element.attrib.pop(name, None)
            declared.pop(name, None)
        if own_id in used:
            element.set("id", f"{prefix}-{own_id}")
        if _HREF in element.attrib:
            element.set("href", f"#{prefix}-{element.attrib.pop(_HREF).removeprefix('#')}")
        for name, value in declared.items():
            element.set(name, f"var(--{_NAMES[value]})" if value in _NAMES else value.removesuffix("px"))
