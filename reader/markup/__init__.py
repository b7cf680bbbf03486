"""A page out of a note: Markdown of every real dialect in, a sanitised fragment out. The only place of markdown."""
