"""read: a captured page -> an Article. Title, deck, authors, date, paragraphs, language."""
