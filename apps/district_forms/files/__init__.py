"""Filling single cells of a workbook or a Word document that somebody else has made; all else stays byte by byte.

Pure: no ORM, no clock.
"""
