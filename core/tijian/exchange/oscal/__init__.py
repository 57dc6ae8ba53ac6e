"""OSCAL: a result as other programs of assessment and risk read it (NIST's Open Security Controls Assessment Language, JSON).

Whoever exports enters by `documents`: `assessment_results` (what was found, for the bureau) and `plan_of_action` (what to put right by
when, for the enterprise), and by `written` for the bytes. What goes where, and what does not go, is on the page docs/oscal.md.
Everything is read from `model.result` alone. No clock is asked: a time is the day of the assessment, in Shanghai.
"""
