"""插件工具 What `plugin new` and `plugin check` can find (E85x–E86x)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    "E850": doc(
        "品类编号不能用",
        "a name that cannot be a category",
        "品类编号是目录名，也写在案卷和细则里：小写字母开头，只含小写字母、数字和下划线；common 留给共用目录。",
        "The id of a category names a directory and stands in dossiers and rulesets: a lower-case letter, then lower-case letters, digits and _; common is kept for shared catalogues.",
        "改用如 electric_blanket 的编号，中文名称用 --zh 给出。",
        "Use an id as electric_blanket, and give the Chinese name with --zh.",
    ),
    "E851": doc(
        "品类名称不能用",
        "a title that cannot stand in a file as it is",
        "名称会写进 YAML、TOML 和 Python 文件，含引号、括号、逗号、冒号等符号时会破坏它们。",
        "The title is written into YAML, TOML and Python; quotes, brackets, commas or colons in it would break them.",
        "先用简单的名称新建，再在文件里改成全称。",
        "Start with a plain title, then write the full one in the files.",
    ),
    "E852": doc(
        "不能写入目录",
        "a directory that cannot be written",
        "目录已有内容，不会覆盖；或没有写入的权限。",
        "There is something in the directory, which is not written over; or it may not be written to.",
        "用 -o 另选目录，或先移走原来的。",
        "Choose another directory with -o, or move the old one away.",
    ),
    "E853": doc(
        "没有这个软件包或目录",
        "no such distribution or directory",
        "plugin check 检查已安装的软件包（按软件包名，不是品类编号），或一个评估细则目录。",
        "plugin check looks at an installed distribution (by its own name, not that of a category) or at a directory of rulesets.",
        "tijian plugin list 列出已安装的软件包；还没有安装的先 pip install -e 它的源目录。",
        "tijian plugin list shows those installed; pip install -e the source of one that is not.",
    ),
    "E854": doc(
        "没有可检查的评估细则",
        "no ruleset to check",
        "目录里没有 <品类>/<版本>.yaml，或插件没有带来评估细则。",
        "There is no <category>/<edition>.yaml in the directory, or the plugin brings no ruleset.",
        "检查目录层次；源目录先安装再按软件包名检查。",
        "Look at how the directories lie; install a source first, then check it by the name of its distribution.",
    ),
    "E855": doc(
        "品类已有人负责",
        "a category that somebody is responsible for",
        "一个品类只归一个插件。已安装的插件负责这个品类，新的不会被加载。",
        "A category belongs to one plugin. An installed one is responsible for it, and the new one would not be loaded.",
        "另取编号；要改已有品类，编辑它的评估细则即可。",
        "Choose another id; to change a category that is there, edit its ruleset.",
    ),
    "E860": doc(
        "派生属性前后不一",
        "derived attributes that differ",
        "同一产品两次得到不同的派生属性：tijian_derive 看了参数以外的东西（时钟、随机数、集合的顺序、先前的调用）。",
        "One product got different attributes: tijian_derive looked at more than its arguments (a clock, randomness, the order of a set, earlier calls).",
        "让答案只由参数决定；需要遍历集合时先排序。",
        "Let the answer depend on the arguments alone; sort a set before going through it.",
    ),
    "E861": doc(
        "派生属性被改变或收回",
        "a derived attribute changed or withdrawn",
        "知道得更多时，先前给出的属性变了或没了：结论会因为补充资料而被推翻，而不只是更确定。",
        "With more known of the product an attribute changed or went away: what was concluded would be overturned, not only become more certain.",
        "属性未知时不给默认值，不能确定的就不给出。",
        "Give no default where an attribute is not known; leave out what cannot be told.",
    ),
    "E862": doc(
        "结果不可复现",
        "results that cannot be reproduced",
        "同一案例在散列种子不同的两个进程里得出不同的结果，签发后无法复核。",
        "One case gives different results in two processes with other hash seeds; what was signed could not be verified.",
        "检查插件是否依赖集合的顺序、时钟、随机数或文件。",
        "Look in the plugin for the order of a set, the clock, randomness or files.",
    ),
    "E863": doc(
        "重新判定的进程失败",
        "the process that judges again failed",
        "在另一个进程里重新判定案例时，进程出错、超时或没有给出答案。",
        "The process that judges the cases again ended with an error, took too long, or gave no answer.",
        "先看加载和案例两步的问题；tijian doctor 检查本机。",
        "Look first at the problems of loading and cases; tijian doctor examines this machine.",
    ),
    "E864": doc(
        "案例不符",
        "a case that comes out otherwise",
        "案例写明的结论与判定的结论不同：细则改错了，或案例该更新了。",
        "What the case says must come out is not what comes out: the ruleset is wrong, or the case is out of date.",
        "tijian ruleset test 写明每处差异。",
        "tijian ruleset test shows every difference.",
    ),
    "E865": doc(
        "案例覆盖不足",
        "cases that do not cover the rules",
        "有规则没有任何案例触发，或没有任何案例不触发：它写错了也没有人会发现。",
        "A rule that no case fires, or that every case fires: nobody would see that it is wrong.",
        "tijian ruleset coverage 列出缺哪些；为每一条补上触发和不触发的案例。",
        "tijian ruleset coverage lists what is missing; add a case that fires it, and one that does not.",
    ),
}
