"""The parts of the page below its first screen, each fetched when it comes into view and remembered like the page.

A new one is a module beside these, a template of its name and a line in `registry`.
"""
