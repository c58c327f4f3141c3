"""Fields and buttons of JupyterLab: the one module that knows ipywidgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import ipywidgets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Widget: TypeAlias = Any  # ipywidgets has no types
WIDE = "98%"


def stack(parts: Iterable[Widget]) -> Widget:
    """Parts one under the other."""
    return ipywidgets.VBox(list(parts), layout=ipywidgets.Layout(width="100%"))


def row(parts: Iterable[Widget]) -> Widget:
    """Parts side by side, on further lines where the window is narrow."""
    return ipywidgets.Box(list(parts), layout=ipywidgets.Layout(flex_flow="row wrap"))


def tabs(parts: Sequence[tuple[str, Widget]]) -> Widget:
    """Parts behind titles, of which one is seen at a time."""
    return ipywidgets.Tab([part for _, part in parts], titles=[title for title, _ in parts])


def markup(html: str = "") -> Widget:
    """HTML, which whoever makes it has escaped."""
    return ipywidgets.HTML(html, layout=ipywidgets.Layout(width=WIDE))


def label(text: str) -> Widget:
    """A plain text beside a field."""
    return ipywidgets.Label(text)


def text_field(value: str = "", *, hint: str = "", name: str = "", lines: int = 1) -> Widget:
    """A field for a text of one line or several.

    Args:
        value: What stands in it.
        hint: What is shown while it is empty.
        name: What it is called for those who do not see what stands above it.
        lines: How many lines are seen.
    """
    layout = ipywidgets.Layout(width="28em")
    options = {"placeholder": hint, "tooltip": name or hint, "layout": layout}
    if lines > 1:
        return ipywidgets.Textarea(value, rows=lines, **options)
    return ipywidgets.Text(value, **options)


def choice(options: Sequence[tuple[str, Any]], value: Any = None, *, name: str = "") -> Widget:
    """A field that offers choices.

    Args:
        options: What each is called, and what it stands for.
        value: The one that is chosen; the first if nothing.
        name: What it is called for those who do not see what stands above it.
    """
    values = [each for _, each in options]
    chosen = value if value in values else next(iter(values), None)
    layout = ipywidgets.Layout(width="max-content", max_width=WIDE)
    return ipywidgets.Dropdown(options=list(options), value=chosen, tooltip=name, layout=layout)


def offer(field: Widget, options: Sequence[tuple[str, Any]]) -> None:
    """Offer other choices in a field; the first of them is chosen."""
    field.options = list(options)
    field.index = 0 if options else None


def tick(label: str, *, value: bool = False) -> Widget:
    """A box to tick."""
    return ipywidgets.Checkbox(value=value, description=label, indent=False)


def button(label: str, press: Callable[[], None], *, chief: bool = False) -> Widget:
    """A button.

    Args:
        label: What it says.
        press: What it does.
        chief: Whether it is the one to press here.
    """
    made = ipywidgets.Button(
        description=label,
        button_style="primary" if chief else "",
        layout=ipywidgets.Layout(width="max-content"),
    )
    made.on_click(lambda _: press())
    return made


def bar() -> Widget:
    """A bar of how far something has come, from 0 to 1."""
    return ipywidgets.FloatProgress(0, min=0, max=1, layout=ipywidgets.Layout(width="28em"))


def when_changed(field: Widget, act: Callable[[], None]) -> None:
    """Do something each time that a field's value changes."""
    field.observe(lambda _: act(), "value")


def set_direction(whole: Widget, direction: str) -> None:
    """Let a page and all that is in it run from left to right, or from right to left."""
    whole.add_class("wps-page")
    if direction == "rtl":
        whole.add_class("wps-rtl")
    else:
        whole.remove_class("wps-rtl")
