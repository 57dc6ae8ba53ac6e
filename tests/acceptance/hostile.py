"""Where the tests of bad inputs come in: a small sound ruleset and dossier to be spoiled, and the real command run on what comes of it.

Each test spoils one thing and looks at what a person would see: the exit code, the place and the code on stderr, or the finding in the
result. Whatever is spoilt, nobody ever sees a traceback.
"""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.reception import PLAIN, command, run, surroundings

RULES = """\
schema: tijian/ruleset@1
category: boat
edition: "1"
title: {zh: 纸船（示例）}
in_force: {from: "2025-01-01", until: "2025-12-31"}
product:
  hull: {choices: [red, blue]}
  decked: {type: boolean}
  load: {type: number, unit: g, range: [0, 500]}
  mast: {choices: [short, tall], asked_when: decked}
define:
  heavy: load > 100
scales: {float: [sinks, lists, floats]}
sections:
  S1: {title: {zh: 一}, weight: 2}
  S2: {title: {zh: 二}}
site_checks:
  V1: {section: S1, class: veto, ask: {zh: 执照}, source: {basis: proposal}, advice: {correct: {zh: 改}}}
  K1: {section: S1, class: key, ask: {zh: 甲板}, applies: decked, source: {basis: proposal}, advice: {correct: {zh: 改}}}
  G1: {section: S2, class: general, ask: {zh: 折痕}, may_skip: true, source: {basis: proposal}, advice: {correct: {zh: 改}}}
  G2: {section: S2, class: general, ask: {zh: 颜色}, source: {basis: proposal}, advice: {correct: {zh: 改}}}
rule_checks:
  R1: {section: S2, class: key, ask: {zh: 申报}, fails_when: "heavy && hull == 'red'", source: {basis: proposal}, advice: {correct: {zh: 改}}}
sample_tests:
  M1: {name: {zh: 含量}, class: key, basis: declared, unit: mg/kg, range: [0, 1000], decimals: 2, source: {basis: proposal}, advice: {correct: {zh: 改}}, limits: [{require: "<= 90"}]}
  M2: {name: {zh: 占比}, class: general, basis: declared, unit: "%", source: {basis: proposal}, advice: {correct: {zh: 改}}, limits: [{when: "hull == 'red'", require: ">= 95"}, {require: ">= 90"}]}
  M3: {name: {zh: 痕量}, class: general, basis: declared, unit: mg/kg, source: {basis: proposal}, advice: {correct: {zh: 改}}, limits: [{require: "< 0.01"}]}
  M4: {name: {zh: 限上}, class: general, basis: declared, unit: mg/kg, lod: 0.5, source: {basis: proposal}, advice: {correct: {zh: 改}}, limits: [{require: "<= 1"}]}
  M5: {name: {zh: 温差}, class: general, basis: declared, unit: ℃, range: [-20, 60], source: {basis: proposal}, advice: {correct: {zh: 改}}, limits: [{require: "-10 ~ 40"}]}
  A1: {name: {zh: 不得检出}, class: key, basis: declared, source: {basis: proposal}, advice: {correct: {zh: 改}}, limits: [{require: absent}]}
  C1: {name: {zh: 外观}, class: minor, basis: declared, source: {basis: proposal}, advice: {correct: {zh: 改}}, limits: [{require: conforms}]}
  F1: {name: {zh: 浮力}, class: minor, basis: declared, scale: float, source: {basis: proposal}, advice: {correct: {zh: 改}}, limits: [{require: ">= lists"}]}
diagnoses:
  D1: {when: "fails('M1') && minor('G1')", says: {zh: 纸不好}, explains: [M1, G1]}
clue_codes:
  L01: {title: {zh: 涉嫌}, urgency: normal, law: {zh: 示例}, source: {basis: proposal}}
clues:
  B1: {code: L01, when: fails('V1')}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts:
  - {grade: D, capable: no, when: "count('veto','fail') > 0 || score('site') < 60"}
  - {grade: C, capable: after_rectification, when: "count_tests('key','fail') > 0"}
  - {grade: A, capable: yes, when: "true"}
"""

DOSSIER = """\
schema: tijian/dossier@1
assessment: B-1
category: boat
assessed_on: "2025-06-02"
enterprise: {name: 示例船厂}
team: [{name: 甲}, {name: 乙}]
product: {hull: blue, decked: true, load: 50, mast: short}
answers:
  V1: conform
  K1: conform
  G1: conform
  G2: conform
sampling: {state: none}
"""


def edited(text: str, *edits: tuple[str, str]) -> str:
    """The text with each edit done once; an edit that finds nothing is a fault of the test."""
    for old, new in edits:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text


def place(text: str, mark: str, *, column: int = 0) -> tuple[int, int]:
    """Line and column, from 1, of the first `mark` in the text; `column` is added."""
    before = text[: text.index(mark)]
    return before.count("\n") + 1, len(before) - before.rfind("\n") + column


@dataclass(frozen=True)
class Seen:
    """What a person sees of one run."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> Any:
        """The one result on stdout."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    def codes(self, check: str | None = None, sample: str | None = None) -> list[str]:
        """The codes of the remarks of the one result, of a check or of no check."""
        return [one["code"] for one in self.result["warnings"] if one["check"] == check and (sample is None or one["sample"] == sample)]

    def words(self, code: str) -> str:
        """The Chinese words of the first remark of a code."""
        found: str = next(one["text"]["zh"] for one in self.result["warnings"] if one["code"] == code)
        return found

    def state(self, check: str) -> str:
        found: str = next(one["state"] for one in self.result["checks"] if one["id"] == check)
        return found

    def value(self, check: str) -> str | None:
        found: str | None = next(one["value"] for one in self.result["checks"] if one["id"] == check)
        return found


def look(code: int, out: str, err: str) -> Seen:
    """What every run must keep: one of the documented exit codes, and nothing of the insides."""
    assert code in (0, 3, 4), (code, err)
    for inside in ("Traceback", "E799", "pydantic", "celpy"):
        assert inside not in out + err
    assert code == 0 or out + err, "a refusal says why"
    return Seen(code, out, err)


class Office:
    """A folder with the rulesets and the dossiers of one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "rules"

    def rules(self, text: str | bytes = RULES, name: str = "boat/1") -> Path:
        """Writes a ruleset file and returns its path."""
        return written(self.root / f"{name}.yaml", text)

    def dossier(self, text: str | bytes = DOSSIER, name: str = "boat.yaml") -> Path:
        """Writes a dossier and returns its path."""
        return written(self.folder / name, text)

    def assess(self, *files: Path, elsewhere: bool = False, words: Sequence[str] = ()) -> Seen:
        """`tijian assess FILES --format json`, in this process or (for what may hang, crash or grow) in one of its own with a time limit."""
        if not self.root.is_dir():
            self.rules()
        line: tuple[str | Path, ...] = ("assess", *files, "--format", "json", "--ruleset-path", self.root, *words)
        return apart(*line) if elsewhere else here(*line)

    def lint(self) -> Seen:
        """`tijian ruleset lint` of the folder; its problems are put where those of other commands are, into `err`."""
        seen = here("ruleset", "lint", self.root)
        return Seen(seen.code, seen.out, seen.out + seen.err)

    def refused(
        self, text: str | bytes, code: str, at: tuple[int, int] | None = None, *, name: str = "boat.yaml", elsewhere: bool = False
    ) -> str:
        """Asserts that a dossier is refused: exit 3, no result, the code at the place. Returns what is said."""
        file = self.dossier(text, name)
        seen = self.assess(file, elsewhere=elsewhere)
        assert (seen.code, seen.out) == (3, "")
        assert_said(seen.err, file, code, at)
        return seen.err

    def rejected(
        self, text: str | bytes, code: str, at: tuple[int, int] | None = None, *, name: str = "boat/1", elsewhere: bool = False
    ) -> str:
        """Asserts that a ruleset is refused, by lint and for a dossier alike: exit 4, no result, the code at the place. Returns what is said."""
        file = self.rules(text, name)
        seen = self.assess(self.dossier(), elsewhere=elsewhere)
        assert (seen.code, seen.out) == (4, "")
        assert_said(seen.err, file, code, at)
        if elsewhere:
            return seen.err
        linted = self.lint()
        assert linted.code == 4
        assert_said(linted.err, file, code, at)
        return linted.err

    def sampled(self, results: str, *edits: tuple[str, str]) -> Seen:
        """A dossier with one sample S-1 and these results, assessed: exit 0."""
        taken = 'sampling: {state: done}\nsamples: [{id: S-1, produced_on: "2025-05-20", results: ' + results + "}]\n"
        seen = self.assess(self.dossier(edited(DOSSIER, ("sampling: {state: none}\n", taken), *edits)))
        assert seen.code == 0
        return seen


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def here(*words: str | Path) -> Seen:
    """`tijian WORDS` in this process."""
    done = run(*words, COLUMNS="300")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return look(done.exit_code, done.stdout, done.stderr)


def apart(*words: str | Path, seconds: int = 60, **environment: str) -> Seen:
    """`tijian WORDS` in a process of its own, which must end by itself."""
    line, own = command([str(word) for word in words]), surroundings({**PLAIN, "COLUMNS": "300", **environment})
    done = subprocess.run(line, env=own, capture_output=True, timeout=seconds, check=False)
    return look(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def assert_said(err: str, file: Path, code: str, at: tuple[int, int] | None) -> None:
    """The code is said of the file, and at the place where one is given."""
    where = f"{file}:{at[0]}:{at[1]}: {code} " if at else f": {code} "
    assert where in err, err
    assert str(file) in err
