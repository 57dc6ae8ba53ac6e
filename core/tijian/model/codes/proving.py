"""证明、比较一个评估细则 What can be wrong while a ruleset is proved (cases, coverage, mutants: E80x, W80x), or one edition is to be named (E811)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    "E801": doc(
        "没有一天由这个版本单独适用", "an edition is in force on no day of its own",
        "案例按评估日期找到适用的版本；如果每一天都还有别的版本，就没有一个案例能属于它。",
        "A case finds its edition by the day of assessment; where another edition is in force on every such day, no case can belong to it.",
        "改正各版本的 in_force，使其不重叠。", "Correct in_force of the editions so that they do not overlap.",
    ),
    "E811": doc(
        "需要一个版本，这里不是一个",
        "one edition is needed, and here is not just one",
        "比较和成文都针对一个版本；目录里没有版本或有几个版本时，不替人挑选。",
        "A comparison or a page is about one edition; where a directory holds none or several, none is picked for you.",
        "写明文件 <目录>/<品类>/<版本>.yaml，或编号 品类/版本；要写出全部页面用 docs --all -o 目录。",
        "Name the file <directory>/<category>/<edition>.yaml, or the id category/edition; for every page use docs --all -o DIRECTORY.",
    ),
    "W802": doc(
        "没有找到能用到它的产品", "no product was found that reaches it",
        "边界案例要有一个产品，使这一限值行恰好是第一个成立的。文本属性、插件推算所用的数无从枚举，只能用手写案例里出现过的值。",
        "A boundary case needs a product for which exactly this limit row is the first that holds. A text, or a number that a plugin computes from, cannot be enumerated: only values that stand in a case written by hand are tried.",
        "手写一个案例，给出这样的一个产品，再生成；或改正永远用不到的限值行。", "Write a case by hand with such a product and make the boundary cases again; or correct a limit row that is never reached.",
    ),
    "W803": doc(
        "引擎与比较符说法不同", "engine and comparator differ",
        "边界案例的状态由要求的比较符算出，不经过引擎；引擎得到了另一个状态。", "The state in a boundary case is computed from the comparator of the requirement, without the engine; the engine found another state.",
        "核对要求的写法（精度、修约、判定规则）；确认要求没有写错的，请报告此问题。", "Check how the requirement is written (places, rounding, decision rule); where it is right, please report this.",
    ),
    "W804": doc(
        "生成的案例被拒收", "a case that was made is refused",
        "生成的案卷不合细则，例如组分与检测项不符。", "The dossier that was made does not fit the ruleset, for example its parts are not those of the test.",
        "先运行 ruleset lint；细则没有错误的，请报告此问题。", "Run ruleset lint first; where the ruleset has no fault, please report this.",
    ),
    "W805": doc(
        "本版本适用期内不会出现", "it cannot happen while this edition is in force",
        "产品在评估之前生产，所以只约束以后产品的限值行、只在以后才成立的条件，在这个版本的适用期内都用不到。已逐一核对，不是缺口。",
        "A product is made before it is assessed, so a limit for later products, or a condition that holds later, is never used while this edition is in force. This is proved, and no gap.",
        "无须处理；如果本应出现，改正条件中的日期或 in_force。", "Nothing to do; where it should happen, correct the dates in the condition or in in_force.",
    ),
    "E806": doc(
        "理由无所指", "a reason for nothing",
        "survivors 文件只为没有案例发现的改动写明理由；改动已被发现，或已不存在，理由就会替下一个同名的改动遮掩。",
        "A survivors file gives reasons for faults that no case notices; once the fault is noticed, or is no more, the reason would cover up the next one of that name.",
        "删去这一条，或照提示改正编号。", "Remove the entry, or correct its id as suggested.",
    ),
    "W807": doc(
        "没有案例由它单独决定", "no case in which it alone decides",
        "诊断、线索、判定行的每个条件和计分的每个数，都要有由它单独决定的案例。没有找到这样的核查结果：它可能是多余的，也可能取决于得分。",
        "Each condition of a diagnosis, a clue or a verdict row, and each figure of the scoring, wants cases in which it alone decides. No such findings were found: it may be superfluous, or it may depend on a score.",
        "多余的删去；确有意义的，手写一个案例。", "Remove what is superfluous; where it means something, write a case by hand.",
    ),
}  # fmt: skip
