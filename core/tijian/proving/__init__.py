"""What proves a ruleset: its golden cases (`cases`), those made at its boundaries (`boundaries`), what they cover (`coverage`), and
whether they notice a planted fault (`mutation`). An agency's own tests come in by `testing`.
"""
