"""What proves a ruleset: its golden cases, judged by the whole engine."""
