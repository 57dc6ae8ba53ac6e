"""From a dossier to facts: what an assessor answered and a laboratory measured becomes the state of every check."""
