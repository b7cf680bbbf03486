"""The ids of headings, apart from all that draws a page: whoever only lists headings must not wait for that."""

import re
import unicodedata

_NOT_IN_SLUG = re.compile(r"[^\w\- ]+")
_RESERVED = re.compile(r"(?:source|mention|block)-|fn(?:ref)?\d")


def slug(text: str) -> str:
    """Return the id that a heading of this text gets, before it is made unique.

    >>> slug("What’s next? A/B tests")
    'whats-next-ab-tests'
    """
    kept = _NOT_IN_SLUG.sub("", unicodedata.normalize("NFC", text).lower()).strip().replace(" ", "-")
    return f"section-{kept}" if not kept or _RESERVED.match(kept) else kept
