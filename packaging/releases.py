"""Turn CHANGELOG.md into what packages want to know of releases.

usage: releases.py metainfo | debian | notes

`metainfo` prints the AppStream file with all releases, `debian` a Debian changelog, `notes` the newest release's text.
A version that is not released yet carries the day of the last commit, so that the same commit makes the same package.
"""

import datetime as dt
import email.utils
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
AUTHORS = "The Postil authors <postil@packages.invalid>"


@dataclass(frozen=True, slots=True)
class Release:
    """One heading of the changelog, what is said before its list, and its items, each on one line."""

    version: str
    date: str
    summary: str
    items: tuple[str, ...]


def releases(changelog: str) -> list[Release]:
    r"""Return the releases in a changelog, the newest first; the date is empty before the day of release.

    >>> releases("# Changes\n\n## 1.0 - unreleased\n\nThe first.\n\n- One\n  thing.\n- Two.\n")
    [Release(version='1.0', date='', summary='The first.', items=('One thing.', 'Two.'))]
    """
    found = []
    for section in re.split(r"(?m)^## ", changelog)[1:]:
        heading, _, body = section.partition("\n")
        version, _, date = heading.strip().partition(" - ")
        before, *items = re.split(r"(?m)^- ", body)
        lines = tuple(" ".join(item.split()) for item in items)
        found.append(Release(version, "" if date == "unreleased" else date, " ".join(before.split()), lines))
    return found


def metainfo(found: list[Release], template: str, day: dt.datetime) -> str:
    """Return the AppStream file with its releases."""
    entries = []
    for release in found:
        items = "".join(f"\n          <li>{escape(plain(item))}</li>" for item in release.items)
        entries.append(
            f'\n    <release version="{release.version}" date="{release.date or day.date().isoformat()}">'
            f"\n      <description>\n        <p>{escape(plain(release.summary))}</p>"
            f"\n        <ul>{items}\n        </ul>\n      </description>\n    </release>"
        )
    return template.replace("<releases />", f"<releases>{''.join(entries)}\n  </releases>")


def debian(found: list[Release], day: dt.datetime) -> str:
    """Return a Debian changelog."""
    entries = []
    for release in found:
        when = dt.datetime.fromisoformat(release.date).replace(tzinfo=dt.UTC) if release.date else day
        items = "\n".join(
            textwrap.fill(plain(item), 78, initial_indent="  * ", subsequent_indent="    ", break_on_hyphens=False)
            for item in release.items
        )
        stamp = email.utils.format_datetime(when)
        entries.append(f"postil ({release.version}) stable; urgency=medium\n\n{items}\n\n -- {AUTHORS}  {stamp}\n")
    return "\n".join(entries)


def notes(release: Release) -> str:
    """Return the release notes."""
    items = "\n".join(textwrap.fill(item, 100, initial_indent="- ", subsequent_indent="  ") for item in release.items)
    return f"# Postil {release.version}\n\n{textwrap.fill(release.summary, 100)}\n\n{items}\n"


def plain(text: str) -> str:
    """Return Markdown of a changelog without its marks.

    >>> plain("The command `postil` and a [link](docs/x.md)")
    'The command postil and a link'
    """
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text.replace("`", ""))


def day_of_commit() -> dt.datetime:
    """Return when the last commit was made; outside a repository, now."""
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    if told:
        return dt.datetime.fromtimestamp(int(told), dt.UTC)
    return dt.datetime.now(dt.UTC)


def main(form: str) -> None:
    """Print the changelog in the form that is asked for."""
    found = releases(ROOT.joinpath("CHANGELOG.md").read_text(encoding="utf-8"))
    if form == "metainfo":
        template = ROOT.joinpath("packaging", "linux", "postil.metainfo.xml").read_text(encoding="utf-8")
        print(metainfo(found, template, day_of_commit()), end="")
    elif form == "debian":
        print(debian(found, day_of_commit()), end="")
    else:
        print(notes(found[0]), end="")


if __name__ == "__main__":
    if sys.argv[1:] not in (["metainfo"], ["debian"], ["notes"]):
        sys.exit("usage: releases.py metainfo | debian | notes")
    main(sys.argv[1])
