"""Find notes: words out of notes, an index on Whoosh's files, and answers to queries. Whoosh is known only here."""
