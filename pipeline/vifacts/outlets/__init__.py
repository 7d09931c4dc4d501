"""Newspapers as data: a content system is a family file, a newspaper one file of its own.

``registry.load()`` gives all of them; ``docs/outlets.md`` says how to add one.
"""
