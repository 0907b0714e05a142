"""Pure queries over the Library: ties, offices on a day, reports folded, tracks, mentions, backlinks."""
