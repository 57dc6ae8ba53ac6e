"""Codes of the area `values`: what measured values say that cannot be used (F), can be used with care (W), was tidied (N)."""

from . import CodeDoc, doc

CODES: dict[str, CodeDoc] = {
    # ── F: the value, or the whole test, is unknown; the other checks go on ──
    "F501": doc("不是实测值", "not a measured value", "这一项要与限值比较，需要数；文字结论、公式错误和不可能的写法都不能比较。", "The test compares with a limit and needs a figure; a judgement in words, a formula error or an impossible form cannot be compared.", "填检测报告上的数，如 12.5、<0.01 或 未检出(0.3)。", "Give the figure of the report, such as 12.5, <0.01 or ND(0.3)."),
    "F502": doc("数的写法可能有两种读法", "a number that could be read in two ways", "千位分隔、指数、全角句号、分数、汉字数字、其他减号：多半能猜到，但测量值不能靠猜。", "Thousands separators, exponents, 。 for a point, fractions, Chinese numerals, other minus signs: one can guess, but a measured value is not guessed.", "与检测报告核对后写成普通小数。", "Check the report and write a plain decimal."),
    "F503": doc("电子表格把输入变成了日期", "a spreadsheet turned the input into a date", "在常规格式的单元格里输入 3-1，会变成 3月1日，原来的输入已经丢失。", "Typed into a general cell, 3-1 becomes a date, and what was typed is lost.", "把单元格格式设为文本后重新填写。", "Set the cell to text and type it again."),
    "F504": doc("TRUE 或 FALSE 不是实测值", "TRUE or FALSE is not a measured value", "看不出 TRUE 是“符合”还是“检出”。", "It does not say whether TRUE means that it conforms or that something was detected.", "填数；按文字评定的项目填 符合 或 不符合。", "Give a figure; where the test is judged by words, conforms or fail."),
    "F505": doc("未检出而没有检出限", "not detected, without a LOD", "“未检出”只说明低于检出限；不知道检出限，就不知道是否低于限值。", "Not detected means below the LOD; without it nobody knows whether that is below the limit.", "写成 未检出(0.3)，或给出 lod；也可以在细则里给检测项写 lod。", "Write ND(0.3), or give `lod`; or give the test a `lod` in the ruleset."),
    "F506": doc("单位不合", "the unit does not fit", "只在同一个物理量内换算。mg/kg 与 mg/dm² 相差面积体积比，mg/kg 与 mg/L 相差密度，% 没有说是什么的份额。", "Units are converted within one physical quantity only. mg/kg and mg/dm² differ by the surface-to-volume ratio, mg/kg and mg/L by a density, and % does not say of what.", "按检测项的单位报告。", "Report in the unit of the test."),
    "F507": doc("负值超出合理范围", "a negative value outside the plausible range", "该量不可能为负，多半是录入或符号错误。", "The quantity cannot be negative: most likely a slip of typing or of sign.", "核对检测报告。", "Check the report."),
    "F508": doc("不是该项的级别", "not a grade of this test", "级别是一张有序的词表，3-4 是一个级别，不是范围，也不是 3.5。", "Grades are an ordered list of words: 3-4 is one grade, neither a range nor 3.5.", "填词表里的级别。", "Give a grade of the list."),
    "F509": doc("看不懂的结论", "a conclusion that is not understood", "按文字评定的项目只认固定的几个词，猜错就会放过不合格。", "A test judged by words knows a fixed few; a wrong guess would let a failure pass.", "填 符合/不符合，或 未检出/检出。", "Write conforms or fail, or ND or detected."),
    "F510": doc("没有报告不确定度", "no uncertainty was reported", "细则规定判定时计入扩展不确定度 U(ILAC-G8)，没有 U 就无法判定。", "The ruleset's decision rule takes the expanded uncertainty U into account (ILAC-G8); without U nothing can be decided.", "在结果里写 u。", "Give `u` with the result."),
    "F511": doc("明示值或检出限不能用", "the declared value or the LOD cannot be used", "要求以它为准，它却不是一个数。", "The judgement rests on it, but it is not a number.", "改成一个数。", "Make it a number."),
    "F512": doc("没有明示值", "the declared value is missing", "要求写的是与企业明示值比较，没有明示值就无法比较。", "The requirement compares with the value that the enterprise declares.", "在结果里写 declared。", "Give `declared` with the result."),
    "F513": doc("缺组分", "a part is missing", "该项按组分报告，缺一个就不能说整项合格。", "The test is reported by parts; with one missing the whole cannot be called a pass.", "补上该组分的结果。", "Give the result of that part."),
    "F514": doc("组分写法不合", "parts where there are none, or none where there are", "检测项分组分时结果写在 parts 下，不分时直接写值。", "A test with parts takes its results under `parts`, one without takes values.", "按检测项改写结果。", "Write the result as the test asks."),
    "F515": doc("样件个数不合方案", "the number of specimens does not fit the plan", "“50 个中 46 个”、n=5 和分组取均值都以规定的个数为前提。", "`46 of 50`, n=5 and means of groups rest on a stated number of specimens.", "补齐，或只报告方案内的样件。", "Complete them, or report only those of the plan."),
    "F516": doc("级别和文字不能这样合并", "grades and words cannot be combined so", "级别没有均值，也不能相加。", "Grades have no mean and no sum.", "改细则：级别和文字用 each、min、max 或“8 of 10”。", "Correct the ruleset: for grades and words use each, min, max or `8 of 10`."),
    "F517": doc("不得检出，但没有检出限", "absence required, but no LOD is stated", "不得检出的项目，数值要与细则的检出限比较；细则没有写检出限。", "Where absence is required a figure is compared with the ruleset's LOD, and it states none.", "让实验室报 未检出 或 检出，或在细则里写 lod。", "Have the laboratory report ND or detected, or state `lod` in the ruleset."),
    "F518": doc("没有填值", "no value was given", "空格、/、— 和 无 都是没有值；缺失不等于合格。", "A blank, /, — and 无 are no value; missing is not a pass.", "补填，或删去这个空位。", "Fill it in, or take the empty place out."),
    # ── W: judged, but look again ──
    "W501": doc("超出合理范围", "outside the plausible range", "多半是单位写错，例如把 g 写成 mg。", "Most likely the unit is wrong, mg for g.", "核对单位；属实就不用改。", "Check the unit; if it is right, leave it."),
    "W502": doc("小数位多于方法给出的位数", "more decimals than the method gives", "按原值判定；只按细则规定的方法修约一次。", "It is judged as it stands; it is rounded only as the ruleset says, and once.", "核对报告。", "Check the report."),
    "W503": doc("不确定度或检出限不能用", "the uncertainty or the LOD cannot be used", "写了，但不是正数，按没有报告处理。", "It was given but is not a positive number, and counts as not reported.", "改成一个数。", "Make it a number."),
    "W504": doc("有结果没有判定", "a result was not judged", "检测项没有这个组分，或组分之外另有值。", "The test has no such part, or values stand beside the parts.", "核对组分名称。", "Check the name of the part."),
    "W505": doc("不确定度大于要求的半宽", "the uncertainty is wider than half the requirement", "要求收窄 U 之后什么也不剩，没有值能通过。", "The requirement shrunk by U leaves nothing: no value could pass.", "换用更精密的方法。", "Use a more precise method."),
    "W506": doc("样件个数与方案不同，但已能判定", "another number of specimens than planned, yet decided", "其余样件改变不了结论。", "The other specimens cannot change the outcome.", "核对报告。", "Check the report."),
    # ── N: taken, with a note ──
    "N501": doc("全角字符", "full-width characters", "全角数字和符号只有一种读法，按半角读取。", "Full-width digits and marks can mean only one thing and are read as such.", "不用处理。", "Nothing to do."),
    "N502": doc("负零", "minus zero", "-0 就是 0。", "-0 is 0.", "不用处理。", "Nothing to do."),
    "N503": doc("单位的另一种写法", "another spelling of the unit", "㎎、mg/Kg、mg∕kg 与 mg/kg 相同；值后面重复的单位略去。m 与 M 的大小写从不混同。", "㎎, mg/Kg and mg∕kg are mg/kg; a unit repeated after the value is left off. The case of m and M is never laid aside.", "不用处理。", "Nothing to do."),
    "N504": doc("已换算单位", "converted to the unit of the test", "同一物理量内按精确的倍数换算。", "Converted within one physical quantity, by an exact factor.", "不用处理。", "Nothing to do."),
    "N505": doc("级别的另一种写法", "another spelling of a grade", "3–4、3-4级 按 3-4 读取。", "3–4 and 3-4级 are read as 3-4.", "不用处理。", "Nothing to do."),
}
