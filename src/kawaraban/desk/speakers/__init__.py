"""Speakers: names that said something, and which of them are one person or body.

looking.py   which names of other languages a new name may be: by the glossary, and by how it sounds
joining.py   joins as they are made, confirmed and taken apart, and whom each name belongs to after it
profile.py   what a speaker's page shows
"""
