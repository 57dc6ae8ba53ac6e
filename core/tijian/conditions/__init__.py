"""Conditions and requirements: the small languages in which a ruleset says when something applies and what a limit is.

Text comes in by `parse`, is vetted by `check`, and leaves as one tree that every engine reads. Nothing here knows files or dossiers.
"""
