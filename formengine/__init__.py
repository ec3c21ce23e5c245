"""The engine: what a dossier is made of, who sees what of it, and whether an answer may be accepted.

Values in, values out. Nothing here reads a database, a setting or a clock.
"""
