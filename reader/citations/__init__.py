"""Read the citations of a note: every mark in its text, and the source that it leads to."""
