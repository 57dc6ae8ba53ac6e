"""From a file to something that can be judged by: reading with positions (`document`), validation, resolving (`resolve`), lint, the
compiled `program`; and back: canonical YAML, digests, schemas, how two rulesets differ (`diff`).
"""
