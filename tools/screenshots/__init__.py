"""Pictures of every page, of a real desk in a real browser."""
