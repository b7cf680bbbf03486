"""How long things may take before they are stopped."""


def limit_s(size: int) -> float:
    """Return the seconds that rendering a note of `size` bytes may take: 2, and 3 for each megabyte."""
    return 2.0 + 3.0 * size / 1e6
