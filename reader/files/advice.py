"""Why a line of front matter cannot be read as YAML, so that its author can mend it."""

import re

_KEY = re.compile(r"""[ \t]*(?:-[ \t]+)?(?:"[^"]*"|'[^']*'|[^\s:"'\[{][^:]{0,79}):(?:[ \t]+|$)""")
_ITEM = re.compile(r"[ \t]*-[ \t]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BACKSLASH = re.compile(r"\\(?![\\\"/0abtnvfre N_LPxuU\t])")
_SPECIAL = "@`%*&!|>"


def advice(line: str) -> str:
    """Return one sentence about what is wrong with `line`.

    >>> advice("title: Foo: bar")
    'A value with a colon and a blank in it needs quotes.'
    """
    if _CONTROL.search(line):
        return "There is a control character in this line."
    if line.lstrip(" ").startswith("\t"):
        return "YAML lines are indented with blanks, not with tabs."
    start = _KEY.match(line) or _ITEM.match(line)
    if start is None:
        return "This line is not of the form “key: value”."
    value = line[start.end() :].strip()
    if not value:
        return "What stands below this key cannot be read as YAML."
    if value[0] in _SPECIAL:
        return f"A value that begins with “{value[0]}” needs quotes."
    if value[0] == '"' and _BACKSLASH.search(value):
        return "Between double quotes a backslash must be written twice."
    if value[0] in "\"'":
        return "The quotation marks around this value are not closed, or there is another one between them."
    if ": " in value or value.endswith(":"):
        return "A value with a colon and a blank in it needs quotes."
    if value[0] in "[{":
        return "The brackets of this value are not closed, or it needs quotes."
    return "This line cannot be read as YAML."
