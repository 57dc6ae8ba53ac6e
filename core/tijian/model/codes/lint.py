"""Codes of lint: what a resolved ruleset may not mean."""

from . import CodeDoc, doc

CODES: dict[str, CodeDoc] = {
    "E301": doc(
        "编号或名称重复", "an id or a name is used twice",
        "结果、条件和用例都按编号指称检查项；一个编号两个意思，结论就说不清。",
        "Results, conditions and cases speak of checks by id; an id with two meanings makes a conclusion ambiguous.",
        "给其中一个换编号；要改动所包含文件中的项目，用 override。",
        "Rename one of them; to change an item of an included file use override.",
    ),
    "E302": doc(
        "保留的编号", "a reserved id",
        "all 在用例中代表全部核查项，fastness 是内置等级表，not_assessable 表示无法评估；total、site、tests 是 score(…) 的得分，不能作章节；条件里的背景名和保留字不能作属性或定义。",
        "`all` stands for every site check in cases, `fastness` is the built-in scale, `not_assessable` is no grade; `total`, `site` and `tests` are scores and no sections; what conditions use as context or reserve names no attribute or definition.",
        "换一个编号。", "Choose another id.",
    ),
    "E303": doc(
        "列表中有重复", "a list holds something twice",
        "选项或等级重复时，同一个词会有两个位置。", "A choice or grade that stands twice has two places at once.",
        "删去重复的一个。", "Remove one of them.",
    ),
    "E305": doc(
        "范围上下限颠倒", "a range runs backwards",
        "range 写作 [最小, 最大]；颠倒后任何值都会被认为不合理。", "A range is [least, most]; turned round, every value would look implausible.",
        "交换两个数。", "Swap the two numbers.",
    ),
    "E306": doc(
        "引用的东西不存在", "something named is not there",
        "章节、等级表、检查项、线索代码、评分模型都必须在本细则或其包含的文件中定义。",
        "A section, scale, check, clue code or scoring model must be defined in this ruleset or in what it includes.",
        "改正拼写，或补上定义。", "Correct the spelling, or define it.",
    ),
    "W307": doc(
        "没有整改建议", "no advice",
        "评估要告诉企业怎样改；没有建议的问题只有一个结论。", "An assessment must say how to put things right; a finding without advice is only a verdict.",
        "补写 advice:correct、prevent、proof、within_days。", "Add advice: correct, prevent, proof, within_days.",
    ),
    "W308": doc(
        "单位不在单位表里", "a unit that is not in the table",
        "只有表里的单位才能换算（mg/kg 与 µg/g）；不在表里的，只认照样写的。", "Only units of the table are converted (mg/kg and µg/g); another one is taken only as it is spelt.",
        "核对单位的写法；确实不在表里的，请实验室照样报告。", "Look at the spelling; where the table lacks the unit, have laboratories report it spelt so.",
    ),
    "W309": doc(
        "诊断的建议到不了整改措施里", "a diagnosis whose advice reaches no action",
        "一项发现只属于成立的诊断中解释发现最多的那个，相同的归编号靠前的，否决项从不合并；总是输给另一个诊断的，它的建议没有人看得到。", "A finding belongs to the concluded diagnosis that explains most, then to the lower id, and a veto finding to none; one that always loses to another gives its advice to nobody.",
        "在 explains 里写上只有它才解释的发现，或去掉它的 advice。", "List in `explains` findings that it alone explains, or take its advice away.",
    ),
    "E312": doc(
        "asked_when 读了派生属性", "asked_when reads a derived attribute",
        "派生属性由填写的属性算出；是否询问一个属性不能取决于它们。", "Derived attributes are computed from what was given; whether to ask cannot depend on them.",
        "改读产品属性。", "Read product attributes only.",
    ),
    "E313": doc(
        "循环引用", "a circle of references",
        "define、asked_when 和诊断可以层层引用，但绕回自己就永远没有结果。", "Definitions, asked_when and diagnoses may build on each other; one that leads back to itself never has a value.",
        "按提示的环断开其中一处。", "Break the circle that is printed at one place.",
    ),
    "E314": doc(
        "L06 读了非强制性内容", "L06 reads something that is not mandatory",
        "L06 表示涉嫌不符合强制性标准；推荐性标准、得分和计数都不能成为依据。", "L06 says that a mandatory standard is suspected not to be met; voluntary standards, scores and counts are no ground for it.",
        "条件里只留 basis: mandatory 的检测项和实地核查项。", "Leave only tests with basis: mandatory and site checks in the condition.",
    ),
    "E315": doc(
        "引用链过长", "a chain of references is too long",
        "诊断经 concluded、属性经 asked_when 层层引用，最多 32 层；更长的无人能核对，也会使程序崩溃。",
        "Diagnoses build on each other by concluded and attributes by asked_when, at most 32 one behind the other; nobody can check more, and more would crash the program.",
        "直接引用起决定作用的一项。", "Refer to the one that matters directly.",
    ),
    "E321": doc(
        "判定表没有收尾行", "the verdict table has no closing row",
        "每个案卷都必须有等级，所以最后一行必须总是成立。", "Every case must have a grade, so the last row must always hold.",
        '最后一行写 when: "true"。', 'End with a row whose when is "true".',
    ),
    "E322": doc(
        "总是成立的行之后还有行", "rows after one that always holds",
        "判定取第一个成立的行，其后的行永远用不到。", "The first row that holds decides; what stands after it is never reached.",
        "删去或移动这一行。", "Remove the row or move it to the end.",
    ),
    "E323": doc(
        "同一等级的行不相邻", "the rows of a grade stand apart",
        "判定表从差到好排列；等级分开写，就没有高低次序。", "The table runs from worst to best; a grade in two places has no place in that order.",
        "把同一等级的行放在一起。", "Put the rows of a grade together.",
    ),
    "E324": doc(
        "capable 次序不对", "`capable` is out of order",
        "越靠上越差：no、after_rectification、yes；同一等级只能有一个说法。", "Worse stands higher: no, after_rectification, yes; and a grade says one thing.",
        "改正 capable 或调整行的次序。", "Correct `capable`, or the order of the rows.",
    ),
    "E325": doc(
        "tests_alone 与实地核查得分矛盾", "tests_alone contradicts a site score",
        "只凭检测就可以判定时，可能没有实地核查得分，这样的条件就永远不成立。", "Where tests may stand alone there may be no site score, and a comparison with it never holds.",
        "改用 total 或 tests，或去掉 tests_alone。", "Read total or tests, or drop tests_alone.",
    ),
    "E331": doc(
        "限值与组分的写法不配", "limits and parts do not fit together",
        "单一参数写 limits；逐组分判定写 parts: {组分: 限值行}；按总和判定写 combine: sum、parts: [组分] 和 limits。",
        "One parameter: limits. Judged part by part: parts: {part: rows}. Judged as a sum: combine: sum, parts: [names] and limits.",
        "按三种写法之一改写。", "Write it in one of the three ways.",
    ),
    "E332": doc(
        "检测选项互相矛盾", "options of a test contradict each other",
        "round_to 只在修约比较时有意义；总和要用数值限值；等级不能修约。", "round_to only means something when comparing rounded values; a sum needs a numeric limit; grades are not rounded.",
        "改写其中一个选项。", "Change one of the options.",
    ),
    "E334": doc(
        "限值没有覆盖所有产品", "limit rows leave out a product",
        "每个适用的产品都要有限值，否则检测结果无法判定。", "Every product that the test applies to needs a limit, or its result cannot be judged.",
        "补一行，或以没有 when 的行收尾；标准未给出数值时写 require: unknown。", "Add a row, or end with one without `when`; where the standard gives no figure write require: unknown.",
    ),
    "E335": doc(
        "用不到的限值行", "a limit row that is never reached",
        "取第一个成立的行；这一行在它之前已被覆盖，或检测项在这种情况下不适用。", "The first row that holds counts; this one is covered before it is reached, or the test never applies there.",
        "调整次序，把特殊情况放在前面。", "Reorder the rows, special cases first.",
    ),
    "E341": doc(
        "超出第二引擎的容量", "beyond the second engine",
        "结论由两个引擎各算一遍；durable-rules 的规则和条件数有上限，超过会死机。", "Two engines draw every conclusion; durable-rules has caps on rules and conditions beyond which it hangs or crashes.",
        "用诊断和 concluded 把大条件拆开，或合并相近的诊断。", "Split big conditions with diagnoses and concluded, or join similar diagnoses.",
    ),
}  # fmt: skip
