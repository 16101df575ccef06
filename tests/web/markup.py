"""Rendered HTML parsed as a browser would, for asserting on elements rather than on strings."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement

# Everything the page's own markup is made of; an element from a report's text would not be among them.
KNOWN = frozenset(
    {"a", "article", "aside", "b", "blockquote", "button", "code", "dd", "details", "div", "dl", "dt", "figcaption"}
    | {"fieldset", "figure", "footer", "h1", "h2", "h3", "header", "input", "kbd", "label", "legend", "li", "mark"}
    | {
        "nav",
        "ol",
        "option",
        "p",
        "q",
        "section",
        "select",
        "small",
        "span",
        "summary",
        "table",
        "caption",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)


def parse(fragment: str) -> HtmlElement:
    """The fragment inside one ``div``."""
    return html.fragment_fromstring(fragment, create_parent="div")


def texts(root: HtmlElement, css_class: str) -> list[str]:
    """The text of every element of a class, in order."""
    return [element.text_content() for element in root.find_class(css_class)]


def assert_harmless(fragment: str, *, known: frozenset[str] = KNOWN, handlers: frozenset[str] = frozenset()) -> None:
    """No element but the page's own, no handler in an attribute but those named, no link to a script."""
    root = parse(fragment)
    for element in root.iterdescendants():
        assert element.tag in known, f"unknown element {element.tag}"
        for name, value in element.attrib.items():
            assert name in handlers or not name.startswith("on"), f"{element.tag} has the handler {name}"
            assert not (name in {"href", "src"} and value.strip().lower().startswith("javascript")), value
