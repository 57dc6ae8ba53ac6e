"""宽表 What can be wrong in a wide Parquet dataset of dossiers (E960–E979)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    # ── a file as a whole ───────────────────────────────────────────────────────────────────────────
    "E960": doc(
        "不是完整的 Parquet 文件", "not a whole Parquet file",
        "文件是空的、传输中断、损坏，或根本不是 Parquet；Parquet 的目录在文件末尾，截断的文件一行也读不出。", "The file is empty, torn, damaged or no Parquet at all; Parquet keeps its index at the end, so of a torn file not a row can be read.",
        "重新导出或重新传输这份文件。", "Export or transfer the file again.",
    ),
    "E961": doc(
        "没有写明是宽表", "the file does not say that it is a wide table",
        "schema 的 metadata 里要有 tijian:schema、tijian:category、tijian:edition、tijian:ruleset，否则不知道各列是什么意思。", "The schema's metadata must hold tijian:schema, tijian:category, tijian:edition and tijian:ruleset: without them nobody knows what its columns mean.",
        "用 tijian 转换，或照 docs/formats.md 写明。", "Convert it with tijian, or state them as docs/formats.md says.",
    ),
    "E962": doc(
        "宽表按另一份评估细则编排", "laid out by another ruleset",
        "各列由评估细则决定；摘要不同，同名的列可能意思不同。", "The columns follow from the ruleset; with another digest a column of the same name may mean something else.",
        "按现在的细则重新转换案卷。", "Convert the dossiers again by this ruleset.",
    ),
    "E963": doc(
        "缺列", "columns are missing",
        "缺一列就是不知道该项答了没有，不能当作没有。", "A missing column does not say that nothing was answered or measured.",
        "补上列；没有内容的填空值。", "Add the column, with nulls where there is nothing.",
    ),
    "E964": doc(
        "不认识的列", "an unknown column",
        "编号写错的列会被悄悄忽略，所以一律拒收。", "A column whose id is misspelt would be left out in silence; so it is refused.",
        "改正列名，或删去这一列。", "Correct its name, or take it out.",
    ),
    "E965": doc(
        "列的类型不对", "a column of a wrong type",
        "代码要整数，实测值要十进制数或整数；浮点数不再是原来写的数，也可能是 NaN；文字当代码用，谁也不知道对应哪个。", "Codes are whole numbers, measured values decimals or whole numbers; a float no longer says what was written and may be NaN, and a text in place of a code is anybody's guess.",
        "按 docs/formats.md 的类型导出。", "Export the types that docs/formats.md gives.",
    ),
    "E967": doc(
        "数据集里一行也没有", "the dataset has no rows",
        "多半是导出没有完成。", "Most likely an export did not come to its end.",
        "检查导出。", "See to the export.",
    ),
    # ── a row: set aside with its reason, in the dataset of rejected rows ──────────────────────────────
    "E968": doc(
        "案卷不归这份数据集", "a dossier of another dataset",
        "一份数据集只放一个品类、一个版本适用期内的案卷。", "A dataset holds the dossiers of one category, assessed while one edition is in force.",
        "分开转换。", "Convert them apart.",
    ),
    "E970": doc(
        "必填的列没有填", "a required value is missing",
        "评估编号、评估日期、企业名称、小组人数、抽样情况缺一不可。", "Assessment, day, enterprise, size of the team and sampling are all needed.",
        "补填。", "Fill it in.",
    ),
    "E971": doc(
        "代码不在代码表里", "a code outside its table",
        "不认识的代码不能猜。", "A code that nobody knows cannot be guessed.",
        "按 docs/formats.md 的代码表改正。", "Correct it by the tables in docs/formats.md.",
    ),
    "E972": doc(
        "不在可选值之中", "none of the choices",
        "产品属性、抽样情况和企业分组只能取细则列出的值。", "Attributes, sampling and group take the values that the ruleset lists.",
        "改成其中一个。", "Change it to one of them.",
    ),
    "E973": doc(
        "评估编号重复", "an assessment that appears more than once",
        "以哪一行为准没有写明，所以几行都拒收。", "Which row counts is not said, so all of them are set aside.",
        "留下一行，或改编号。", "Keep one of them, or renumber.",
    ),
    "E974": doc(
        "实测值与代码对不上", "a figure and its code that do not belong together",
        "有的代码要有数（<、检出限），有的不能有（符合、未检出）；几个样件的两列要一样长，第一个值写在前一列。", "Some codes need a figure (<, a LOD), others exclude one (conforms, not detected); the two lists of specimens have one length, and the first value stands before them.",
        "按 docs/formats.md 改正。", "Correct it by docs/formats.md.",
    ),
    "E975": doc(
        "没有抽样却有检测结果", "results without sampling",
        "抽样状态为 none 时不应有任何结果。", "Where sampling is `none` there can be no result.",
        "若确有抽样，写 done 或 pending。", "If samples were taken, say done or pending.",
    ),
    "E976": doc(
        "数太大或小数太多", "a number too large or too fine",
        "宽表里的数最多 18 位；小数位数由评估细则决定。不四舍五入。", "A number in a row has at most 18 digits, and decimals as the ruleset needs; it is never rounded.",
        "把整份案卷写进 rest 列。", "Put the whole dossier into the column `rest`.",
    ),
    "E977": doc(
        "rest 列不是可用的案卷", "what stands in `rest` is no usable dossier",
        "rest 里是整份案卷的 JSON，编号和品类要与本行相同，并为评估细则所接受。", "`rest` holds a whole dossier as JSON, with this row's assessment and category, that the ruleset admits.",
        "改正，或清空 rest 并填各列。", "Correct it, or empty it and fill the columns.",
    ),
    "E978": doc(
        "文字空白或过长", "a text that is blank or too long",
        "文字不能空白、不能以空格开头，最长 300 字；没有内容请填空值。", "A text is not blank, does not begin with a space and has at most 300 characters; where there is nothing, write null.",
        "改正。", "Correct it.",
    ),
    "E979": doc(
        "日期不合理", "an implausible day",
        "日期要在 1900–2199 年之间。", "A day lies in the years 1900 to 2199.",
        "改正。", "Correct it.",
    ),
}  # fmt: skip
