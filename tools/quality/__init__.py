"""Quality on the project's own data, held against floors: a figure that falls fails the build.

A part is a module with `run() -> list[Figure]`; its floors stand in `floors.toml` under its name. A floor is raised
when the figure has risen for good, and never lowered without a word in the change's message about why.
"""
