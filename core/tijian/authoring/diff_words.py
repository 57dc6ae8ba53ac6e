"""The words for differences: what changed how, in which field of which area, in both languages."""

from collections.abc import Mapping
from typing import Final

from ..model.text import Text, text
from .differences import Area, Change

CHANGE: Final[Mapping[Change, Text]] = {
    "added": text("新增", "added"),
    "removed": text("删除", "removed"),
    "tightened": text("加严", "tightened"),
    "relaxed": text("放宽", "relaxed"),
    "known": text("待核实变为已知", "became known"),
    "unknown": text("变为待核实", "became unknown"),
    "widened": text("范围扩大", "widened"),
    "narrowed": text("范围缩小", "narrowed"),
    "changed": text("改动", "changed"),
    "same_meaning": text("写法不同，含义相同", "same meaning"),
    "wording": text("措辞", "wording"),
}
AREA: Final[Mapping[Area, Text]] = {
    "ruleset": text("评估细则本身", "The ruleset itself"),
    "product": text("产品属性", "Product attributes"),
    "derived": text("派生属性", "Derived attributes"),
    "define": text("命名的条件", "Named conditions"),
    "scales": text("级别表", "Scales"),
    "sections": text("章节", "Sections"),
    "site_checks": text("实地核查项", "Site checks"),
    "rule_checks": text("申报规则项", "Rule checks"),
    "sample_tests": text("抽样检测项", "Sample tests"),
    "diagnoses": text("诊断", "Diagnoses"),
    "clue_codes": text("线索代码", "Clue codes"),
    "clues": text("按规则提出的线索", "Clues raised by rule"),
    "scoring": text("评分", "Scoring"),
    "verdicts": text("判定表", "Verdict table"),
}
_FIELD: Final[Mapping[str, Text]] = {
    "advice.correct": text("立即纠正", "correction"),
    "advice.prevent": text("防止再发生", "prevention"),
    "advice.proof": text("证明材料", "proof"),
    "applies": text("适用范围", "applies"),
    "ask": text("内容", "content"),
    "asked_when": text("何时询问", "asked when"),
    "basis": text("依据性质", "basis"),
    "blocks.site": text("实地核查占总分", "share of the site block"),
    "blocks.tests": text("抽样检测占总分", "share of the tests block"),
    "borderline_within": text("临界范围", "borderline within"),
    "capable": text("能力结论", "capable"),
    "category": text("品类", "category"),
    "choice_names": text("选项名称", "name of a choice"),
    "choices": text("选项", "choices"),
    "class": text("类别", "class"),
    "code": text("线索代码", "code"),
    "combine": text("组分合并", "combine"),
    "compare": text("比较方法", "comparison"),
    "coverage": text("最低覆盖率", "minimum coverage"),
    "credit.minor": text("轻微缺陷得分系数", "credit of a minor defect"),
    "days": text("整改期限", "deadline"),
    "decimals": text("方法小数位数", "decimals of the method"),
    "decision": text("判定规则", "decision rule"),
    "define": text("条件", "condition"),
    "dropped": text("去掉的引入条目", "included items dropped"),
    "evidence": text("看什么", "look at"),
    "explains": text("解释的检查项", "explains"),
    "facts": text("线索事实", "facts"),
    "fails_when": text("不符合的情形", "fails when"),
    "groups_of": text("分组均值", "groups of"),
    "in_force": text("适用期", "in force"),
    "includes": text("引入", "includes"),
    "label": text("名称", "label"),
    "law": text("法律依据", "law"),
    "limits": text("限值", "limit"),
    "lod": text("检出限", "detection limit"),
    "may_skip": text("可答不适用", "may be not applicable"),
    "method": text("方法", "method"),
    "model": text("评分模型", "scoring model"),
    "order": text("行序", "order"),
    "overridden": text("对引入条目的改动", "overrides of included items"),
    "part": text("组分", "part"),
    "part_names": text("组分名称", "name of a part"),
    "parts": text("组分", "parts"),
    "range": text("合理范围", "plausible range"),
    "reads": text("推算所依据的属性", "computed from"),
    "risk": text("风险", "risk"),
    "says": text("说法", "text"),
    "scale": text("级别表", "scale"),
    "section": text("所属章节", "section"),
    "source.basis": text("来源", "source"),
    "source.cite": text("出处", "cite"),
    "source.clause": text("条款", "clause"),
    "source.confidence": text("可信度", "confidence"),
    "source.note": text("来源说明", "note on the source"),
    "specimens": text("样件合并", "specimens"),
    "status": text("状态", "status"),
    "tests_alone": text("可只凭检测评估", "tests alone"),
    "title": text("名称", "title"),
    "type": text("类型", "type"),
    "unit": text("单位", "unit"),
    "urgency": text("移送方式", "urgency"),
    "weight": text("权重", "weight"),
    "when": text("成立条件", "holds when"),
}
LISTS: Final = frozenset(
    {"choices", "explains", "includes", "overridden", "dropped", "parts", "reads", "when.group"}
)  # what went, and what came
ONE_FOR_ANOTHER: Final = frozenset({"when.group"})  # where both are there, the one took the place of the other


def field_word(field: str) -> Text:
    """What a field is called; one that has no word stands for itself."""
    return _FIELD.get(field) or _FIELD.get(field.partition(".")[0]) or text(field, field)
