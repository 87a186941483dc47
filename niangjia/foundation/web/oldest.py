"""What pages may not use: code inside HTML (the security policy forbids it), and what the oldest browsers don't know.

The oldest browser served is Chromium 86, inside the 360 and WPS browsers of many union offices. Names of features
come from the browsers' own release notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Feature:
    """Something newer than Chromium 86: where it may stand, how it is found, and an example that must be found."""

    name: str
    kind: str
    pattern: str
    example: str


FEATURES = (
    Feature(":has()", "css", r":has\(", "a:has(b) { color: red }"),
    Feature(":is() and :where()", "css", r":(is|where)\(", ":is(h1, h2) { color: red }"),
    Feature(":not() with a list", "css", r":not\([^()]*,", ":not(a, b) { color: red }"),
    Feature("inset", "css", r"[{;\s]inset(-inline|-block)?\s*:", "a { inset: 0 }"),
    Feature("aspect-ratio", "css", r"[{;\s]aspect-ratio\s*:", "a { aspect-ratio: 1 }"),
    Feature("colour functions", "css", r"\b(color(-mix)?|light-dark|(ok)?l(ch|ab)|hwb)\(", "a { color: lab(0 0 0) }"),
    Feature("colours from colours", "css", r"\b(rgba?|hsla?)\(\s*from\b", "a { color: rgb(from red r g b) }"),
    Feature("logical shorthands", "css", r"(margin|padding)-(inline|block)\s*:", "a { margin-inline: 0 }"),
    Feature("single transforms", "css", r"[{;\s](translate|rotate|scale)\s*:", "a { scale: 2 }"),
    Feature("small viewport units", "css", r"\d[dsl]v[hwib]\b", "a { height: 100dvh }"),
    Feature("accent-color", "css", r"[{;\s]accent-color\s*:", "a { accent-color: red }"),
    Feature("underlines", "css", r"text-(underline-offset|decoration-thickness)", "a { text-underline-offset: 0 }"),
    Feature("text-wrap", "css", r"text-wrap\s*:", "a { text-wrap: balance }"),
    Feature("overflow: clip", "css", r"overflow(-[xy])?\s*:[^;}]*\bclip\b", "a { overflow: clip }"),
    Feature("scrollbar-gutter", "css", r"scrollbar-gutter\s*:", "a { scrollbar-gutter: stable }"),
    Feature("mask without prefix", "css", r"[{;\s]mask(-image)?\s*:", "a { mask: none }"),
    Feature("field-sizing", "css", r"field-sizing\s*:", "a { field-sizing: content }"),
    Feature("file-selector-button", "css", r"::file-selector-button", "::file-selector-button { color: red }"),
    Feature("user-valid", "css", r":user-(in)?valid", ":user-invalid { color: red }"),
    Feature("popovers, details", "css", r"::?(popover-open|details-content)", ":popover-open { color: red }"),
    Feature("newer at-rules", "css", r"@(layer|container|scope|starting-style|view-transition)\b", "@layer a { }"),
    Feature("ranges in media queries", "css", r"@media[^{]*[<>]", "@media (width > 1px) { }"),
    Feature("nesting", "css", r"(^|[{;}])\s*&", "a { & b { color: red } }"),
    Feature("logical assignment", "js", r"(\?\?|\|\||&&)=", "a ??= b"),
    Feature(".at()", "js", r"\.at\(", "list.at(-1)"),
    Feature("structuredClone", "js", r"\bstructuredClone\b", "structuredClone(a)"),
    Feature("Object.hasOwn, groupBy", "js", r"\b(Object|Map)\.(hasOwn|groupBy)\b", "Object.hasOwn(a, b)"),
    Feature("findLast", "js", r"\.findLast(Index)?\(", "list.findLast(f)"),
    Feature("copying array methods", "js", r"\.to(Sorted|Reversed|Spliced)\(", "list.toSorted()"),
    Feature("static blocks", "js", r"\bstatic\s*\{", "class A { static { } }"),
    Feature("#field in object", "js", r"#\w+\s+in\b", "#a in b"),
    Feature("await outside functions", "js", r"(?m)^(const .*= )?await\b", "await a()"),
    Feature("Promise.withResolvers", "js", r"\bPromise\.withResolvers\b", "Promise.withResolvers()"),
    Feature("AbortSignal.timeout", "js", r"\bAbortSignal\.(timeout|any)\b", "AbortSignal.timeout(1)"),
    Feature("crypto.randomUUID", "js", r"\brandomUUID\b", "crypto.randomUUID()"),
    Feature("Intl.Segmenter", "js", r"\bIntl\.Segmenter\b", "new Intl.Segmenter()"),
    Feature("popovers", "js", r"\b(show|hide|toggle)Popover\b", "a.showPopover()"),
    Feature("view transitions", "js", r"\bstartViewTransition\b", "document.startViewTransition()"),
    Feature("moveBefore", "js", r"\.moveBefore\(", "a.moveBefore(b, c)"),
    Feature("checkVisibility", "js", r"\.checkVisibility\(", "a.checkVisibility()"),
    Feature("inert", "js", r"\.inert\b", "a.inert = true"),
    Feature("URL.canParse", "js", r"\bURL\.(canParse|parse)\b", "URL.canParse(a)"),
    Feature("regular expressions with d or v", "js", r"/[gimsuy]*[dv][gimsuy]*\.(test|exec)\b", "/a/v.test(b)"),
    Feature("the cause of an error", "js", r"new \w*Error\([^)]*\{\s*cause\b", 'new Error("a", { cause: b })'),
)  # fmt: skip

INLINE = {
    "a style attribute; give it a class": r"<[^>]*\sstyle\s*=",
    "a <style> element; put it into a stylesheet": r"<style\b",
    "a <script> without src; put it into static/": r"<script\b(?![^>]*\bsrc=)",
    "an event attribute; listen in a script of static/": r"<[^>]*\son[a-z]+\s*=",
    "hx-on or js: in htmx's attributes; listen in a script of static/": r"\bhx-on\b|hx-(vals|headers)\s*=\s*[\"']js:",
    "a javascript: address": r"javascript:",
}


def newer_than_oldest(text: str, kind: str) -> list[str]:
    """The names of features in a stylesheet ("css") or script ("js") that Chromium 86 doesn't know."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    if kind == "js":
        bare = re.sub(r"(?m)(^|\s)//.*$", "", bare)
    found = [feature.name for feature in FEATURES if feature.kind == kind and re.search(feature.pattern, bare)]
    return found + (["nesting"] if kind == "css" and "nesting" not in found and _nests(bare) else [])


def _nests(css: str) -> bool:
    """Whether a rule stands inside a rule (inside @media it may)."""
    in_rule: list[bool] = []
    for head, brace in re.findall(r"([^{};]*)([{};])", css):
        if brace == "{":
            if any(in_rule):
                return True
            in_rule.append(not head.strip().startswith("@") or "@font-face" in head)
        elif brace == "}" and in_rule:
            in_rule.pop()
    return False


def code_inside(template: str) -> list[str]:
    """What in a template the security policy forbids, each with what to do instead."""
    bare = re.sub(r"{% comment %}.*?{% endcomment %}", "", template, flags=re.DOTALL)
    # Tags of the template language can stand inside HTML tags, with quotes and ">" of their own.
    bare = re.sub(r"{[{%].*?[%}]}", "", bare, flags=re.DOTALL)
    return [problem for problem, pattern in INLINE.items() if re.search(pattern, bare, re.IGNORECASE)]
