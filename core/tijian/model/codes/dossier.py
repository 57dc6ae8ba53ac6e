"""What a dossier can get wrong: refused (E4xx), used only in part (F4xx), worth a second look (W4xx), read in a normal form (N4xx)."""

from . import CodeDoc, doc

CODES: dict[str, CodeDoc] = {
    # ── refused, with the place in the file ─────────────────────────────────────────────────────────
    "E401": doc(
        "没有这个核查项", "no such site check",
        "answers 里的编号不在适用的评估细则中，可能是写错了，或属于另一个版本", "The id under `answers` is not in the ruleset that applies: it is misspelt, or belongs to another edition",
        "用 tijian ruleset show 查看编号，改正或删去这一行", "See the ids with `tijian ruleset show`; correct the line or take it out",
    ),
    "E402": doc(
        "这一项不由评估人员作答", "this check takes no answer",
        "申报规则项由产品属性推出，检测项由检测结果得出；现场的回答会与它们相冲突", "A rule check follows from the product's attributes and a sample test from its results; an answer given on site would contradict them",
        "删去该回答；检测结果写到 samples 的 results 里", "Take the answer out; a measured value belongs into `results` of a sample",
    ),
    "E403": doc(
        "抽样方案中的编号不是检测项", "an id in the sampling plan is no sample test",
        "sampling.plan 只列检测项；多写一个不存在的编号，会让人以为它被安排过检测", "`sampling.plan` lists sample tests; an id that is none would look as if something had been ordered",
        "改正编号，或从方案中删去", "Correct the id, or take it out of the plan",
    ),
    "E404": doc(
        "没有抽样，却有检测结果", "no sampling, and yet results",
        "sampling.state 为 none 表示未抽样；同时有结果，两者必有一个写错", "`sampling.state: none` says that no sample was taken; beside results one of the two is wrong",
        "确有抽样的写 done 或 pending；没有的删去结果", "Say `done` or `pending` if samples were taken; otherwise take the results out",
    ),
    "E405": doc(
        "样品编号重复", "a sample id twice",
        "每个样品要能单独指认，复检也按编号指明原样品", "Each sample must be told from the others, and a retest names the one it repeats by its id",
        "给每个样品不同的编号", "Give each sample an id of its own",
    ),
    "E406": doc(
        "复检指向的样品不存在", "a retest of a sample that is not there",
        "retest_of 的编号不在本案卷的样品中，无法知道它重复的是哪些结果", "`retest_of` names no sample of this dossier, so it cannot be known which results it repeats",
        "改正 retest_of，或把原样品一并写入", "Correct `retest_of`, or add the sample that was repeated",
    ),
    "E407": doc(
        "复检关系成环", "retests that go round in a circle",
        "样品互为复检，分不出先后，也就分不出以谁为准", "Samples that are retests of each other have no first and no last, so none of them can prevail",
        "让每个复检指向它实际重复的那个样品", "Let each retest name the sample that it really repeated",
    ),
    "E408": doc(
        "写了复检结论，却没写复检哪个样品", "a retest's conclusion without what it repeats",
        "conclusion 说明复检是否取代原结果，离开 retest_of 没有意义", "`conclusion` says whether a retest replaces the first results; without `retest_of` it means nothing",
        "补写 retest_of，或删去 conclusion", "Add `retest_of`, or take `conclusion` out",
    ),
    "E409": doc(
        "检测结果的编号不是检测项", "a result for what is no sample test",
        "results 里的编号不在适用的评估细则中，或是现场核查项", "The id under `results` is not in the ruleset that applies, or is a site check",
        "改正编号；现场核查的结论写到 answers 里", "Correct the id; what was found on site belongs into `answers`",
    ),
    "E410": doc(
        "没有这个线索代码", "no such clue code",
        "线索按代码通报，代码决定涉及的法律条款和紧急程度，写错会报到别处", "A clue is passed on by its code, which gives the law and the urgency; a wrong one would go astray",
        "从细则的 clue_codes 中选一个代码", "Choose one of the ruleset's clue codes",
    ),
    "E411": doc(
        "该检测项不分组分", "this test has no parts",
        "细则没有为它规定组分，按组分给出的结果无从判定", "The ruleset gives it no parts, so results by part cannot be judged",
        "直接写数值，例如 T01: 96.2", "Write the value itself, such as `T01: 96.2`",
    ),
    "E412": doc(
        "该检测项要按组分给结果", "this test takes its results by part",
        "每个组分各有限值，或要先求和；一个总数分不出来", "Each part has a limit of its own, or they are summed; one figure for all of them cannot be taken apart",
        "写成 T01: {parts: {Pb: 12, Sb: \"<5\"}}", "Write `T01: {parts: {Pb: 12, Sb: \"<5\"}}`",
    ),
    "E413": doc(
        "该检测项没有这个组分", "this test has no such part",
        "组分名不在细则中，多半是写错了；忽略它会漏掉一个限值", "The part is not in the ruleset, most likely misspelt; to ignore it would be to miss a limit",
        "按细则中的组分名改正", "Use the names of the parts in the ruleset",
    ),
    "E414": doc(
        "没有这个产品属性", "no such product attribute",
        "属性决定哪些检查适用、按哪个限值判；写错的属性不能当作没写", "Attributes decide which checks apply and by which limit; a misspelt one must not count as left out",
        "用 tijian ruleset show 查看属性名，改正或删去", "See the attributes with `tijian ruleset show`; correct it or take it out",
    ),
    "E415": doc(
        "派生属性不能填写", "a derived attribute cannot be given",
        "它由品类插件从其他属性推出；填写的值可能与推出的不同", "The category's plugin computes it from the others; a value written by hand might differ",
        "删去它，填写它所依据的属性", "Take it out, and give the attributes it is computed from",
    ),
    "E416": doc(
        "属性没有这个选项", "an attribute has no such choice",
        "限值和适用条件按选项书写，选项以外的值无从判断", "Limits and conditions are written for the choices; they say nothing about any other value",
        "从列出的选项中选一个，不知道的留空", "Use one of the choices listed; leave it blank if it is not known",
    ),
    "E417": doc(
        "属性要写 true 或 false", "an attribute is true or false",
        "是非属性只有两个值；“有”“无”“yes” 之类在不同人手里含义不同", "A yes-or-no attribute has two values; words such as `yes` or `有` mean different things in different hands",
        "写 true 或 false（也可写 是、否），不知道的留空", "Write `true` or `false` (是 and 否 will do); leave it blank if it is not known",
    ),
    "E418": doc(
        "属性要写一个数", "an attribute is a number",
        "带单位、约数或科学计数法的写法不能可靠地当作一个数", "A figure with a unit, an approximation or an exponent cannot safely be taken for a number",
        "只写数字，单位以细则所定为准", "Write the figure alone, in the unit that the ruleset states",
    ),
    # ── used in part: the check becomes unknown, the others go on ───────────────────────────────────
    "F423": doc(
        "该项不允许判为不适用", "this check may not be skipped",
        "细则没有给它 may_skip：它对这类企业总是适用的", "The ruleset does not mark it `may_skip`: it always applies to such enterprises",
        "核查后作答；在此之前该项按未核查处理", "Check it and answer; until then it stays unchecked",
    ),
    "F424": doc(
        "判为不适用，却没有理由", "not applicable, without a reason",
        "不适用会使该项退出计分，理由要留下来备查", "`not_applicable` takes the check out of the score, so the reason must be on record",
        "补写理由：案卷里是 reason，核查表里是“说明”", "Add it: `reason` in a dossier, the note in a checklist",
    ),
    "F425": doc(
        "否决项不能判轻微缺陷", "a veto check cannot be minor",
        "否决项只有符合与不符合：有执照或没有执照", "A veto check is met or not met: there is a licence or there is none",
        "改判符合(conform)或不符合(major)", "Answer `conform` or `major`",
    ),
    "F426": doc(
        "判有问题，却没有说明或证据", "a fault without a note or evidence",
        "每个发现都要经得起复核；没有依据的不能扣企业的分", "Every finding must stand up to review; none may cost an enterprise points without a basis",
        "补写说明或证据：案卷里是 note、evidence，核查表里是“说明”“证据编号”", "Add `note` or `evidence`; in a checklist, the note or the evidence ids",
    ),
    "F440": doc(
        "评估小组不足 2 人", "fewer than two assessors",
        "通知要求每个评估小组不少于 2 名专家；同一个人写两次只算一个", "The notice asks for at least two experts a team; one person listed twice is one",
        "在 team 中写全到场人员；在此之前等级只是预览", "List everybody who visited under `team`; until then the grade is a preview",
    ),
    "F441": doc(
        "样品没有编号", "a sample without an id",
        "没有编号，结果就无法对应到某个样品", "Without an id a result cannot be tied to a sample",
        "补写 id；在此之前其结果不能采用", "Add `id`; until then its results are not used",
    ),
    "F442": doc(
        "样品的生产日期晚于评估日期", "a sample made after the assessment",
        "评估时还没有生产的产品不可能被抽到；限值又取决于生产日期", "What was not yet made cannot have been sampled, and the limit depends on the date of production",
        "核对两个日期；在此之前其结果不能采用", "Compare the two dates; until then its results are not used",
    ),
    "F445": doc(
        "信用代码被 Excel 改成了科学计数法", "Excel turned the credit code into a number",
        "形如 9.13E+17 的写法已经丢失了后几位数字，找不回来", "Written as 9.13E+17 the code has lost its last digits, and nothing brings them back",
        "把单元格设为文本，按营业执照重新填写", "Format the cell as text and enter the code again from the business licence",
    ),
    "F446": doc(
        "统一社会信用代码无效", "the credit code is not valid",
        "长度、字符或校验位不对：多半是抄错了一位", "Its length, a character or the check character is wrong: most likely one digit was miscopied",
        "对照营业执照改正", "Compare it with the business licence",
    ),
    "F450": doc(
        "同一企业同一品类评估了两次", "one enterprise assessed twice in a category",
        "两份案卷的信用代码或名称相同，品类也相同；两份都已评估，但只应有一份算数", "Two dossiers have the same credit code or name, and the same category; both were judged, but only one of them should count",
        "留下正确的一份，或更正企业名称、信用代码", "Keep the right one, or correct the enterprise's name or credit code",
    ),
    "F451": doc(
        "同一信用代码有两个企业名称", "one credit code, two names",
        "一个信用代码只属于一个企业，两份案卷至少有一份写错", "A credit code belongs to one enterprise, so at least one of the dossiers is wrong",
        "对照营业执照改正", "Compare them with the business licences",
    ),
    # ── worth a second look ─────────────────────────────────────────────────────────────────────────
    "W419": doc(
        "属性值超出合理范围", "an attribute outside its plausible range",
        "多半是单位写错了，例如以克代千克；值仍按所写采用", "Most likely the unit is wrong, grams for kilograms; the value is used as written",
        "核对数值和单位", "Check the figure and its unit",
    ),
    "W421": doc(
        "不适用的核查项上记录了问题", "a fault on a check that does not apply",
        "属性说该项不适用，现场却发现了问题；属性写错会掩盖真实的问题，所以该项按未核查处理", "By its attributes the product is outside this check, yet a fault was found; a wrong attribute must not bury it, so the check stays unchecked",
        "更正属性，或更正该项的回答", "Correct the attribute, or the answer",
    ),
    "W430": doc(
        "不适用的检测项上有不合格的结果", "a result that fails on a test that does not apply",
        "属性说该项不适用，结果却不合要求；属性写错会掩盖真实的问题，所以该项无法判定", "By its attributes the product is outside this test, yet the result does not pass; a wrong attribute must not bury it, so the test cannot be judged",
        "更正属性，或更正检测结果", "Correct the attribute, or the result",
    ),
    "W431": doc(
        "方案内的检测项不适用于该产品", "a planned test that does not apply",
        "它退出覆盖率的计算；也可能是属性写错了", "It is left out of the coverage; or an attribute is wrong",
        "核对抽样方案和产品属性", "Compare the sampling plan with the product's attributes",
    ),
    "W432": doc(
        "方案以外的检测结果", "a result outside the sampling plan",
        "做出来的结果不能当作没有，所以照样计入", "A result that is there cannot be treated as if it were not, so it counts",
        "核对方案；若属漏列，把它加进 plan", "Check the plan, and add the test to it if it was left out by mistake",
    ),
    "W433": doc(
        "安排了检测，却没有结果", "planned, and no result",
        "抽样已标为 done，不会再有结果，所以该项无法判定。没有写 plan 时，凡适用的检测项都算已安排，合在一条里提示", "Sampling is `done`, so no result is to come, and the test cannot be judged. Without a `plan` every test that applies counts as planned; one remark names them all",
        "补上结果；若仍在检测，把 sampling.state 写成 pending；只抽检其中几项时写 plan", "Add the result; if it is still to come, say `sampling.state: pending`; if only some were ordered, list them in `plan`",
    ),
    "W434": doc(
        "限值取决于未知的属性", "the limit depends on an unknown attribute",
        "不知道该属性就不知道按哪一行限值判", "Without the attribute it is not known which row of limits applies",
        "补写该产品属性", "Give the product attribute",
    ),
    "W435": doc(
        "复检样品不作判定，不取代原结果", "a retest that judges nothing does not replace the first result",
        "最终复检取代原结果；但若按复检样品的属性该项不适用或指标待核实，取代就会把已发现的问题埋掉", "A final retest replaces the first result; where by its own attributes the test does not apply or has no figure, that would bury a fault that was found",
        "更正复检样品的 product 或 produced_on", "Correct the retest's `product` or `produced_on`",
    ),
    "W436": doc(
        "复检按另一限值判定", "a retest judged by another limit",
        "最终复检取代原结果；复检样品的属性、生产日期或明示值与原样品不同，用的就是另一限值，可能较宽", "A final retest replaces the first result; where its attributes, day of production or declared value differ, another limit judges it, perhaps a milder one",
        "核对两个样品的 product、produced_on 和 declared", "Compare `product`, `produced_on` and `declared` of the two samples",
    ),
    "W443": doc(
        "有样品，却没有现场核查记录", "samples, and no site check",
        "评估以实地核查为主、抽样检测为辅；只有样品不足以得出结论", "The site check comes first and the sample test assists it; samples alone carry no verdict",
        "补上 answers", "Add `answers`",
    ),
    "W444": doc(
        "填写了不需要的属性", "an attribute that is not asked",
        "按其他属性，这一属性对该产品没有意义，已忽略", "By the others, this attribute means nothing for the product, and was ignored",
        "删去它，或更正决定它的那个属性", "Take it out, or correct the attribute that decides about it",
    ),
    # ── read in a normal form ───────────────────────────────────────────────────────────────────────
    "W445": doc(
        "评估之后才采用的细则", "a ruleset adopted after the assessment",
        "采用自采用之日起算；在此之前的评估用的还是示例稿，附注照留", "An adoption counts from its day on; an assessment made before was by an illustrative ruleset, and the caveat stays",
        "核对采用文件的 adopted_on 和案卷的 assessed_on", "Compare `adopted_on` of the adoption file with `assessed_on` of the dossier",
    ),
    "N447": doc(
        "信用代码按规范形式理解", "the credit code was read in its normal form",
        "全角字符、小写字母或空格被换成了规范写法，内容不变", "Full-width characters, small letters or blanks were put into the normal form; the code is the same",
        "不必处理；要避免提示，按营业执照书写", "Nothing need be done; to avoid the note, write it as on the business licence",
    ),
}  # fmt: skip
