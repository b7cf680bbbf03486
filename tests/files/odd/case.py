"""What a labelled file is: its name, its bytes, and what a person expects of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Odd:
    """An odd file.

    `expected` holds attributes of the note that must come out. `problems` are the (kind, line) pairs that the user
    is told; none, unless said otherwise.
    """

    name: str
    data: bytes
    expected: dict[str, object] = field(default_factory=dict)
    problems: tuple[tuple[str, int], ...] = ()


def odd(name: str, text: str | bytes, /, *problems: tuple[str, int], **expected: object) -> Odd:
    """Return a labelled file; `name` gets the extension `.md` where it has none."""
    data = text if isinstance(text, bytes) else text.encode()
    return Odd(name if "." in name else f"{name}.md", data, expected, problems)


def fenced(inside: str, body: str = "Body.\n") -> str:
    """Return a note with `inside` between two fences."""
    return f"---\n{inside}\n---\n{body}"
