"""The table of codes as words: one code for the terminal, all of them as a list, all of them as the page in docs/.

Decides only the wording around the table; what a code means stands in `codes`. Returns text and never prints.
"""

from __future__ import annotations

from textwrap import fill, indent

from .codes import ALWAYS_ERRORS, CODES, FAMILIES, FAMILY_TITLES, Code, is_fixed

COMMAND = "briefbook explain --format markdown > docs/checks.md"
"""What makes the reference page anew; the page names it, and a test holds the page to it."""

PREFACE = f"""\
# Checks

<!-- Made by `{COMMAND}` from generator/codes/. Edit the table there, not this page. -->

Every finding names a file, a line, a column and a code. An **error** stops the build, and the site that stands is left
as it was. A **warning** does not, unless the command was given `--strict`. An **info** is shown with `--verbose`.
`briefbook explain CODE` prints the entry of one code.

Errors of the families {", ".join(sorted(ALWAYS_ERRORS))} cannot be silenced: they are the promise of the site.
Any other code can be given another weight in `content/site.yaml`:

```yaml
checks:
  I103: warning
```
"""


def explain(code: Code, width: int) -> str:
    """One code for the terminal: what, why, what to do, and an example of each."""
    parts = [f"{code.code}: {code.title} ({_weight(code)})", _wrapped(code.why, width), _wrapped(code.fix, width)]
    if code.wrong:
        parts.append("Wrong:\n\n" + indent(code.wrong.rstrip(), "    "))
    if code.right:
        parts.append("Right:\n\n" + indent(code.right.rstrip(), "    "))
    return "\n\n".join(part for part in parts if part)


def listing() -> str:
    """All codes by family, a line each."""
    blocks = []
    for family, codes in FAMILIES:
        if codes:
            rows = [f"  {code.code}  {code.severity.value:<7}  {code.title}" for code in codes]
            blocks.append("\n".join([FAMILY_TITLES[family], *rows]))
    return "\n\n".join(blocks)


def as_markdown() -> str:
    """The page docs/checks.md, whole."""
    blocks = [PREFACE.rstrip()]
    for family, codes in FAMILIES:
        if codes:
            blocks.append(f"## {family}: {FAMILY_TITLES[family]}")
            blocks += [_section(code) for code in codes]
    return "\n\n".join(blocks) + "\n"


def similar(code: str) -> str | None:
    """The code somebody meant who wrote `code`: in any case, or a slip of one character. None if nothing is near."""
    wanted = code.strip().upper()
    if wanted in CODES:
        return wanted
    from difflib import get_close_matches  # noqa: PLC0415 - 4 ms, which only a mistyped code needs

    near = get_close_matches(wanted, CODES, n=1, cutoff=0.7)
    return near[0] if near else None


def _section(code: Code) -> str:
    """One code of the page."""
    parts = [f"### {code.code}: {code.title}", f"*{_weight(code)}.* {code.why}", code.fix]
    if code.wrong:
        parts.append(f"Wrong:\n\n```yaml\n{code.wrong.rstrip()}\n```")
    if code.right:
        parts.append(f"Right:\n\n```yaml\n{code.right.rstrip()}\n```")
    return "\n\n".join(part for part in parts if part)


def _weight(code: Code) -> str:
    """The severity, and whether a setting can change it."""
    return f"{code.severity.value}, always" if is_fixed(code) else code.severity.value


def _wrapped(text: str, width: int) -> str:
    """Paragraphs of `text` within `width` columns."""
    return "\n\n".join(fill(paragraph, width) for paragraph in text.split("\n\n"))
