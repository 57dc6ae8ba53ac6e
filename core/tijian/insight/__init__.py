"""Making results and rulesets understood: why this grade and what each finding costs (`explain`), whether a receipt can be recomputed
(`verify`), conditions in plain words (`phrases`, `wording`), a ruleset as a page for an official (`page`).
"""
