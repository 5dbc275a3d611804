"""translate: paragraphs -> paragraphs. Engines, memory, and the digest by which a text is known again."""
