"""An assessor who fills in a phone form from a dossier: reads what is on the screen, and answers what the dossier says.

The visitor knows the labels that people see and nothing else of the form. One who is told `by` answers the checks of that name alone, and
keeps to the sections where there are any.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.exchange.handset import Asked

from tijian.model.dossier import AnswerGiven, ClueFound, Dossier, Sample
from tijian.model.ruleset import ResolvedRuleset

OUTCOMES = {"conform": "符合", "minor": "轻微缺陷", "major": "不符合", "not_applicable": "不适用", "not_checked": "未核查"}
STATES = {"done": "已完成", "pending": "待出结果", "none": "未抽样"}
GROUPS = {"food": "食品相关", "industrial": "其他工业"}
SIZES = {"large": "大型", "medium": "中型", "small": "小型", "micro": "微型"}
CONCLUSIONS = {"final": "以复检为准", "additional": "两次并计"}
PICTURE = re.compile(r".*\.(?:jpg|png)")
EVERYBODY = "*"


@dataclass
class Visitor:
    """`by`: whose answers are given; None: those of nobody in particular; EVERYBODY: all, without a name. `first`: says all the rest too."""

    dossier: Dossier
    rules: ResolvedRuleset
    by: str | None = EVERYBODY
    first: bool = True

    def __call__(self, asked: Asked) -> str | Sequence[str] | None:
        top = asked.groups[0] if asked.groups else ""
        if top in ("评估", "企业"):
            return self._visit(asked)
        if top == "评估人员":
            return self._team(asked) if self.first else None
        if top == "产品属性":
            return self._attribute(asked, self.dossier.product)
        if top == "分工":
            return [label for label in asked.choices if self.by == EVERYBODY or self._mine(label.split()[0])]
        if top == "抽样":
            return self._sampling(asked)
        if top == "涉嫌违法线索":
            return self._clue(asked) if self.first else None
        return self._check(asked, asked.groups[-1])

    def _visit(self, asked: Asked) -> str | None:
        dossier, enterprise = self.dossier, self.dossier.enterprise
        size, district = enterprise.size, enterprise.district
        known_size = None if size is None else SIZES.get(size, "其他")
        known_district = None if district is None else district if district in asked.choices else "其他"
        said: Mapping[str, str | None] = {
            "评估编号": dossier.assessment,
            "评估日期": dossier.assessed_on,
            "评估机构": dossier.institution,
            "填表人": None if self.by == EVERYBODY else self.by,
            "企业名称": enterprise.name,
            "统一社会信用代码": enterprise.uscc,
            "所在区": known_district,
            "所在区（其他）": district,
            "企业类别": None if enterprise.group is None else GROUPS[enterprise.group],
            "企业规模": known_size,
            "企业规模（其他）": size,
        }
        return said[asked.label]

    def _team(self, asked: Asked) -> str | None:
        found = re.fullmatch(r"评估人员 (\d) (姓名|所在机构)", asked.label)
        assert found is not None
        place = int(found[1]) - 1
        person = self.dossier.team[place] if place < len(self.dossier.team) else None
        return None if person is None else person.name if found[2] == "姓名" else person.organization

    def _attribute(self, asked: Asked, product: Mapping[str, Any]) -> str | None:
        (name,) = [
            one for one, attribute in self.rules.product.items() if asked.label == plain(attribute.label.zh if attribute.label else one)
        ]
        value = product.get(name)
        if not asked.choices:
            return None if value is None else written(value)
        return "不知道" if value is None else ("是" if value else "否") if isinstance(value, bool) else plain(str(value))

    def _mine(self, section: str) -> bool:
        return any(
            self.rules.site_checks[name].section == section and answer.by == self.by for name, answer in self.dossier.answers.items()
        )

    def _answer(self, name: str) -> AnswerGiven | None:
        answer = self.dossier.answers.get(name)
        return answer if answer is not None and self.by in (EVERYBODY, answer.by) else None

    def _check(self, asked: Asked, name: str) -> str | None:
        answer = self._answer(name)
        if asked.label.split()[0] == name:
            return OUTCOMES["not_checked" if answer is None else answer.outcome]
        return None if answer is None else self._beside(asked, answer.evidence, answer.note, answer.reason)

    def _beside(self, asked: Asked, evidence: Iterable[str], note: str | None, reason: str | None) -> str | None:
        taken = [one for one in evidence if PICTURE.fullmatch(one)]
        if found := re.fullmatch(r"照片(?: (\d).*)?", asked.label):
            place = int(found[1] or 1) - 1
            return taken[place] if place < len(taken) else None
        others = "、".join(one for one in evidence if one not in taken[:3])
        return {"证据编号": others or None, "说明": note, "看到的事实": note, "不适用的理由": reason}[asked.label]

    def _sampling(self, asked: Asked) -> str | Sequence[str] | None:
        if asked.label == "抽样情况":
            return STATES[self.dossier.sampling.state]
        if not self.first:
            return None
        if asked.label == "安排检测的项目":
            return [label for label in asked.choices if label.split()[0] in (self.dossier.sampling.plan or ())] or None
        place = int(asked.groups[-1].split()[1]) - 1
        return self._sample(asked, self.dossier.samples[place]) if place < len(self.dossier.samples) else None

    def _sample(self, asked: Asked, sample: Sample) -> str | Sequence[str] | None:
        said = {
            "样品编号": sample.id, "生产日期": sample.produced_on, "承检机构": sample.lab, "报告编号": sample.report, "复检哪个样品": sample.retest_of,
            "复检结论": None if sample.conclusion is None else CONCLUSIONS[sample.conclusion],
        }  # fmt: skip
        if asked.label == "与产品不同的属性":
            own = [self.rules.product[name].label for name in sample.product]
            return [plain(label.zh) for label in own if label is not None] or None
        return said[asked.label] if asked.label in said else self._attribute(asked, sample.product)

    def _clue(self, asked: Asked) -> str | None:
        place = int(asked.groups[-1].split()[1]) - 1
        clue: ClueFound | None = self.dossier.clues[place] if place < len(self.dossier.clues) else None
        if clue is None:
            return None
        if asked.label == "线索":
            return next(label for label in asked.choices if label.split()[0] == clue.code)
        return self._beside(asked, clue.evidence, clue.facts.zh, None)


def plain(label: str) -> str:
    """A label as pyxform keeps it: its quotes are straight, and a blank is one blank; marks of markdown are escaped."""
    straight = re.sub("[“”]", '"', re.sub("[‘’]", "'", label))
    return re.sub(r"\s+", " ", re.sub(r"([\\*_#])", r"\\\1", straight))


def written(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
