"""评估行动 A campaign: a directory with `campaign.yaml`, its dossiers and perhaps an adoption file; read here, and judged as a whole.

Commands and reports of many assessments come in by `folder.read_folder` and `judging.judge`. What a campaign says is in
`model.campaign`; what many results say together in `compare`.
"""
