"""One edition of a ruleset written out as a page, so that an official can review it without reading YAML.

`tijian ruleset docs` comes in here. The page is made from the resolved ruleset alone: the same ruleset gives the same bytes. What is not
known stands first; then what is asked, tested, concluded; at the end what changed since the edition before.
"""

from collections import Counter
from collections.abc import Iterator

from ..authoring.confidence import STANDING, STANDINGS, Figure, figures, shares
from ..authoring.diff import diff, render_markdown
from ..authoring.diff_product import kind_of, named_choices
from ..authoring.diff_words import field_word
from ..model.order import natural
from ..model.ruleset import Attribute, Derived, ResolvedRuleset
from ..model.text import Language
from ..model.words import class_word, required
from .page_checks import site_and_rule_checks
from .page_conclusions import clues, diagnoses, scoring, verdicts
from .page_tests import sample_tests, when_of
from .sheet import Sheet, spoken


def page(ruleset: ResolvedRuleset, digest: str, language: Language, previous: ResolvedRuleset | None = None) -> str:
    """The page of a ruleset in Markdown. `previous`: the edition before it of the same category, if there is one."""
    sheet = Sheet(ruleset, language)
    _head(sheet, digest)
    _unknown(sheet)
    _product(sheet)
    site_and_rule_checks(sheet)
    sample_tests(sheet)
    diagnoses(sheet)
    clues(sheet)
    scoring(sheet)
    verdicts(sheet)
    _changes(sheet, previous)
    _how_to_read(sheet)
    return sheet.text()


def _head(sheet: Sheet, digest: str) -> None:
    ruleset, say = sheet.ruleset, sheet.say
    sheet.heading(1, sheet.words(ruleset.title))
    if ruleset.status == "illustrative":
        sheet.line(
            say(
                "> **示例稿，没有任何主管机关采用。** 依它得出的结论都注明“示例稿”，只供参考。"
                "主管机关采用时以下面的摘要为准，改动一个字摘要就不同。",
                "> **Illustrative: adopted by no authority.** Every result by it says so, and serves for reference only. "
                "An authority adopts it by the digest below; change a word and the digest is another.",
            )
        )
    changed = [
        f"{name}{say('（', ' (')}{sheet.listed(field_word(field)(sheet.language) for field in fields)}{say('）', ')')}"
        for name, fields in ruleset.overridden.items()
    ]
    status = say("已采用", "adopted") if ruleset.status == "adopted" else say("示例稿", "illustrative")
    rows = [
        (say("适用的评估日期", "For assessments"), sheet.in_force(ruleset.in_force)),
        (say("状态", "Status"), status),
        (say("内容", "Content"), _content(sheet)),
        (say("引入的目录", "Includes"), sheet.plain(sheet.listed(ruleset.includes))),
        (say("对引入条目的改动", "Overrides"), sheet.plain(sheet.listed(changed))),
        (say("去掉的引入条目", "Dropped"), sheet.plain(sheet.listed(ruleset.dropped))),
        (say("摘要", "Digest"), sheet.code(digest)),
    ]
    sheet.table((say("编号", "Id"), sheet.plain(f"{ruleset.category}/{ruleset.edition}")), [row for row in rows if row[1]])


def _content(sheet: Sheet) -> str:
    """`44 site checks (8 veto, 22 key, 14 general), 25 sample tests, 8 diagnoses, 9 clue rules`."""
    ruleset, language = sheet.ruleset, sheet.language
    classes = Counter(check.class_ for check in ruleset.site_checks.values())
    split = sheet.say("，", ", ").join(
        f"{class_word(name, 'site')(language)} {classes[name]}" for name in ("veto", "key", "general") if classes[name]
    )
    counted = [
        (len(ruleset.site_checks), "实地核查项", "site checks", sheet.say(f"（{split}）", f" ({split})")),
        (len(ruleset.rule_checks), "申报规则项", "rule checks", ""),
        (len(ruleset.sample_tests), "抽样检测项", "sample tests", ""),
        (len(ruleset.diagnoses), "诊断", "diagnoses", ""),
        (len(ruleset.clues), "线索规则", "clue rules", ""),
    ]
    return sheet.listed(sheet.say(f"{zh} {n} 项", f"{n} {en}") + more for n, zh, en, more in counted if n)


def _unknown(sheet: Sheet) -> None:
    """What nobody may take for certain: figures not at hand, then figures that were not read in the standard."""
    say, language = sheet.say, sheet.language
    sheet.heading(2, say("待核实的内容", "What is still to be verified"))
    found, share = list(figures(sheet.ruleset)), shares(sheet.ruleset)
    if not found:
        sheet.line(say("本细则没有抽样检测的限值。", "This ruleset has no limits of sample tests."))
        return
    sheet.table(
        (say("限值有多可靠", "How well the limits are known"), say("限值行数", "Limit rows"), say("占比", "Share")),
        [
            *((STANDING[one](language), str(share.counts[one]), share.percent(one)) for one in STANDINGS if share.counts[one]),
            (f"**{say('合计', 'All')}**", f"**{share.total}**", ""),
        ],
    )
    unknown = [one for one in found if one.standing == "unknown"]
    if unknown:
        sheet.line(
            say(
                f"**待核实 {len(unknown)} 行**：标准的数值不在手边。检测结果照样显示，但不判定，永远不算通过。",
                f"**{len(unknown)} to be verified**: the standard's figure is not at hand. "
                "Results are shown and judge nothing; they never pass.",
            )
        )
        _figure_table(sheet, unknown, with_limit=False)
    else:
        sheet.line(say("没有待核实的限值。", "No limit is left to be verified."))
    unverified = [one for one in found if one.is_unverified]
    if unverified:
        sheet.line(
            say(
                f"**未核实 {len(unverified)} 行**：凭记忆或存疑。照样判定；起决定作用时，结果加附注。使用前请对照标准文本。",
                f"**{len(unverified)} not verified**: recalled, or weak. They judge; where one is decisive, the result carries a caveat. "
                "Compare them with the text of the standard before use.",
            )
        )
        _figure_table(sheet, unverified, with_limit=True)


def _figure_table(sheet: Sheet, some: list[Figure], *, with_limit: bool) -> None:
    say = sheet.say
    ids = say("编号", "Id"), say("检测项", "Test"), say("产品", "Product"), say("限值", "Limit")
    titles = *ids, say("依据与可信度", "Source"), say("说明", "Note")
    sheet.table(titles, [_figure(sheet, one, with_limit=with_limit) for one in some])


def _figure(sheet: Sheet, one: Figure, *, with_limit: bool) -> tuple[str, ...]:
    part = one.test.part_names.get(one.part) if one.part else None
    below = f"{sheet.say('：', ': ')}{sheet.words(part) if part else sheet.plain(one.part)}" if one.part else ""
    limit = sheet.words(required(one.row.require, one.test.unit)) if with_limit else ""
    return (
        sheet.plain(one.id),
        sheet.words(one.test.name) + below,
        _products(sheet, one),
        limit,
        sheet.source(one.source),
        sheet.words(one.source.note),
    )


def _products(sheet: Sheet, one: Figure) -> str:
    """For which products the row is, the conditions of the test and of the rows above taken into account."""
    rows = sheet.products(one.id, one.part)
    if rows is not None:
        products = rows[one.place].of_all
        return sheet.say("全部", "all") if products is None else sheet.words(products)
    return sheet.row([*([sheet.condition(one.test.applies)] if one.test.applies else []), when_of(sheet, one)])


def _product(sheet: Sheet) -> None:
    ruleset, say = sheet.ruleset, sheet.say
    attributes: list[Attribute] = [*ruleset.product.values(), *ruleset.derived.values()]
    if not attributes:
        return
    sheet.heading(2, say("要知道产品的什么", "What must be known of the product"))
    titles = (
        say("属性", "Attribute"),
        say("名称", "Label"),
        say("取值", "Values"),
        say("何时询问", "Asked when"),
        say("由插件推出", "Derived"),
    )
    sheet.table(titles, _attributes(sheet))
    if ruleset.define:
        sheet.line(say("下面各处用到的条件：", "Conditions that are used below:"))
        rows = [
            (sheet.code(name), sheet.condition(ruleset.define[name]), sheet.code(ruleset.define[name]))
            for name in sorted(ruleset.define, key=natural)
        ]
        sheet.table((say("名称", "Name"), say("含义", "Meaning"), say("写法", "As written")), rows)
    if ruleset.scales:
        sheet.line(say("级别表，从差到好：", "Scales of grades, worst first:"))
        for name in sorted(ruleset.scales, key=natural):
            sheet.bullet(f"{sheet.code(name)}{say('：', ': ')}{sheet.plain(' < '.join(ruleset.scales[name]))}")
        sheet.close()


def _attributes(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    ruleset, say = sheet.ruleset, sheet.say
    for name in (*sorted(ruleset.product, key=natural), *sorted(ruleset.derived, key=natural)):
        one = ruleset.product.get(name) or ruleset.derived[name]
        asked = sheet.words(spoken(one.asked_when, ruleset)) if one.asked_when else ""
        origin = ""
        if isinstance(one, Derived):
            reads = sheet.listed(one.reads or ())
            origin = say(f"依据 {reads}", f"from {reads}") if reads else say("是", "yes")
        values = sheet.listed(named_choices(one, sheet.language)) if one.choices is not None else kind_of(one)(sheet.language)
        span = ""
        if one.range is not None:
            low, high = one.range
            span = say(f"（合理范围 {low:f} ~ {high:f}）", f" (plausible: {low:f} ~ {high:f})")
        yield sheet.code(name), sheet.words(one.label), sheet.plain(values) + span, asked, sheet.plain(origin)


def _changes(sheet: Sheet, previous: ResolvedRuleset | None) -> None:
    say = sheet.say
    sheet.heading(2, say("与上一版的差别", "Changes from the edition before"))
    if previous is None:
        sheet.line(say("这是该品类的第一版，没有上一版。", "This is the first edition of the category: there is none before it."))
        return
    before, dates = sheet.plain(f"{previous.category}/{previous.edition}"), sheet.in_force(previous.in_force)
    sheet.line(
        say(
            f"与 {before}（{dates}）相比。限值按生产日期适用的，两版里相同就不算差别。",
            f"Compared with {before} ({dates}). A limit that depends on the day of production, and is the same in both, is no difference.",
        )
    )
    sheet.block(render_markdown(diff(previous, sheet.ruleset), sheet.language, words=spoken, level=0))


def _how_to_read(sheet: Sheet) -> None:
    say = sheet.say
    sheet.heading(2, say("怎样读这一页", "How to read this page"))
    for words in (
        say(
            "限值表自上而下读，第一个成立的行生效；“其余”指前面各行都不成立的产品。",
            "Limit rows are read from the top, and the first that holds counts; “all others” are products for which none above holds.",
        ),
        say(
            "限值取决于产品属性和生产日期；用哪一版细则取决于评估日期。",
            "Limits depend on the product and its day of production; which edition is used depends on the day of assessment.",
        ),
        say(
            "可信度：已核实，读过标准文本；据二手资料，读过转述；凭记忆、存疑，没有读到；待核实，数值不在手边；"
            "自拟，本细则的建议，不出自标准。",
            "Confidence: verified, read in the standard; secondary, read elsewhere; recalled or weak, not read; "
            "to be verified, the figure is not at hand; our own proposal, from no standard.",
        ),
        say("期限是从评估日期起的日历天数。", "Deadlines are calendar days from the day of assessment."),
        say(
            "线索只说“涉嫌”，由产品所在区的部门核实处理；与得分和等级无关。",
            "Clues speak of suspicion alone; the enterprise's district looks into them. They do not depend on score or grade.",
        ),
    ):
        sheet.bullet(words)
    sheet.close()
