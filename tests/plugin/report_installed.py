"""Run in a fresh Python: loads every plugin there is and asks them, then prints what came of it as JSON."""

import json
import sys
from decimal import Decimal
from typing import Any

sys.path.append(sys.argv[1])  # after the standard library, as site-packages are

from tijian.model.ruleset import Derived
from tijian.plugin.check_scoring import check_scoring_model
from tijian.plugin.manager import Plugins, load_plugins

WAYS = (
    "sound",
    "nothing",
    "raise",
    "sys_exit",
    "mutate",
    "nan",
    "float",
    "int",
    "wrong_type",
    "unknown_attribute",
    "no_choice",
    "no_mapping",
)
DECLARED = {
    "level": Derived(choices=("A", "B")),
    "load": Derived(type="number", range=(Decimal(0), Decimal(50))),
    "heavy": Derived(type="boolean"),
    "note": Derived(type="text"),
}


def told(plugins: Plugins) -> dict[str, Any]:
    """Who loaded, who failed and why."""
    return {
        "loaded": [one.origin.distribution for one in plugins.loaded],
        "failed": {
            one.origin.distribution: {
                "version": one.origin.version,
                "codes": [problem.code for problem in one.problems],
                "text": " / ".join(f"{problem.text.zh} / {problem.text('en')} / {problem.hint}" for problem in one.problems),
                "at": [problem.at and [problem.at.file, problem.at.line] for problem in one.problems],
                "set_aside": one.set_aside,
            }
            for one in plugins.failed
        },
        "warnings": [[problem.code, problem.text("en")] for problem in plugins.warnings],
        "owners": {name: str(owner and owner.distribution) for name in plugins.categories() for owner in (plugins.owner(name),)},
    }


def derived(plugins: Plugins, way: str) -> dict[str, Any]:
    """What became of asking the unruly plugin."""
    answer = plugins.derive("unruly", {"way": way}, None, "2025-05-01", DECLARED)
    return {
        "values": {name: str(value) for name, value in answer.values.items()},
        "codes": [problem.code for problem in answer.problems],
        "text": " / ".join(problem.text("en") for problem in answer.problems),
        "line": [problem.at.line for problem in answer.problems if problem.at],
    }


def main() -> None:
    plugins = load_plugins()
    models = plugins.scoring_models()
    json.dump(
        {
            **told(plugins),
            "ways": {way: derived(plugins, way) for way in (*WAYS, "huge", "implausible", "print")},
            "models": {name: [problem.code for problem in check_scoring_model(model)] for name, model in models.items()},
            "roots": sorted(f"{root.provider}:{root.path.name}" for root in plugins.ruleset_roots()),
            "prefer_b": told(load_plugins(prefer=["Agency.Rival_B"])),
        },
        sys.stdout,
    )


main()
