"""What a note, a tag, a citation, a query and a library are. Standard library only."""
