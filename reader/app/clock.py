"""The day of an export. `SOURCE_DATE_EPOCH` sets it, so that the same notes give the same bytes.

See https://reproducible-builds.org/specs/source-date-epoch.
"""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, or the one that `SOURCE_DATE_EPOCH` names, in seconds since 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal() and len(given) <= 11:
        return datetime.fromtimestamp(int(given), UTC)
    return datetime.now(UTC)
