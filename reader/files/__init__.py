"""Notes on disk: decoding, front matter, tags and titles, scanning a folder and watching it."""
