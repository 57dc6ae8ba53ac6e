"""Invents the dossiers of a campaign, so that there is one to show: no enterprise, institution, figure or finding of it is real.

`invention.yaml` in a campaign's directory says what to invent (how many, where, how good, in whose words); the rulesets say what is
asked and which limits there are. The same files make the same bytes on every machine: all chance comes from hashes of the seed and
of what is being drawn, so that a change to one check leaves the others as they were. Run as

    python -m tijian.campaign.invent DIRECTORY          writes campaign.yaml, dossiers.jsonl and adoption.yaml
    python -m tijian.campaign.invent DIRECTORY --check  says whether they are what would be written
"""
