"""What a page needs from the index, as plain rows."""
