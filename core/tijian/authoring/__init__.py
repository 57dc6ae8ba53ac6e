"""From a file to something that can be judged by: reading with positions, validation, resolving rulesets, lint, digests, schemas."""
