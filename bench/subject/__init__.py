"""What every contender is given: one made-up ruleset, as a plan that can be said in any rule language, and dossiers for it.

`plan` says what the ruleset asks, `ruleset` says it as a file of ours, `dossiers` makes the dossiers and the same facts as flat rows,
`outcome` is what a contender must answer. Nobody but the rooms of the bench comes in here.
"""
