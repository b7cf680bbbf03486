"""What a PDF tells of itself, in both places where programs look: the information dictionary and XMP.

Dates are those that the note gives; where it gives none, the day of the export counts (`reader.app.clock`).
"""

from datetime import UTC, datetime

import pikepdf

from reader import __version__
from reader.app.clock import now
from reader.app.messages import NoteFacts
from reader.core.text import one_line

_XMP_DATE = "%Y-%m-%dT%H:%M:%SZ"
_PDF_DATE = "D:%Y%m%d%H%M%SZ"


def add_metadata(pdf: pikepdf.Pdf, facts: NoteFacts) -> None:
    """Write title, authors, subject, keywords, language and dates."""
    today = now()
    created = _date(facts.created) or today
    changed = _date(facts.updated) or (created if facts.created else today)
    tags = [one_line(tag) for tag in facts.tags]
    authors = [one_line(author) for author in facts.authors]
    del pdf.docinfo
    information = {
        "/Title": one_line(facts.title),
        "/Author": ", ".join(authors),
        "/Subject": one_line(facts.subject),
        "/Keywords": ", ".join(tags),
        "/Creator": "Postil",
        "/Producer": f"Postil {__version__}",
        "/CreationDate": created.strftime(_PDF_DATE),
        "/ModDate": changed.strftime(_PDF_DATE),
    }
    for key, value in information.items():
        if value:
            pdf.docinfo[key] = value
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        values: dict[str, object] = {
            "dc:title": information["/Title"],
            "dc:creator": authors,
            "dc:description": information["/Subject"],
            "dc:subject": tags,
            "dc:language": {facts.language} if facts.language else (),
            "pdf:Keywords": information["/Keywords"],
            "pdf:Producer": information["/Producer"],
            "xmp:CreatorTool": "Postil",
            "xmp:CreateDate": created.strftime(_XMP_DATE),
            "xmp:ModifyDate": changed.strftime(_XMP_DATE),
            "xmp:MetadataDate": changed.strftime(_XMP_DATE),
        }
        for key, content in values.items():
            if content:
                xmp[key] = content
    if facts.language:
        pdf.Root.Lang = facts.language
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def _date(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
