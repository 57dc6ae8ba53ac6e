"""Codes of the area `plugin`."""

from . import CodeDoc, doc

CODES: dict[str, CodeDoc] = {
    # loading
    "E601": doc(
        "插件不能导入", "a plugin does not import",
        "插件的模块在导入时出错、语法有误、元数据损坏，或入口点指向的不是模块。其余插件照常工作。",
        "its module raises or has a syntax error when imported, its metadata is broken, or its entry point names no module. The other plugins work.",
        "把标准错误输出中的调用栈交给插件作者，或重新安装、卸载该软件包。",
        "give the traceback on stderr to its author, or install it again, or uninstall it.",
    ),
    "E602": doc(
        "插件缺少依赖", "a plugin lacks a dependency",
        "插件导入的模块没有安装。", "a module that it imports is not installed.",
        "重新安装该插件（连同依赖），或单独安装缺少的软件包。", "install the plugin again with its dependencies, or install what is missing.",
    ),
    "E603": doc(
        "钩子名写错", "a misspelt hook",
        "模块中有名为 tijian_… 的函数，但没有这个钩子：它永远不会被调用，所以不悄悄放过。",
        "the module has a function named tijian_… that is no hook: it would never be called, so it is not passed over in silence.",
        "改成提示的名称，或给自己的函数换个名字。", "use the name suggested, or name a function of your own differently.",
    ),
    "E604": doc(
        "钩子参数不对", "wrong arguments of a hook",
        "钩子函数有约定之外的参数、带默认值的参数（永远不会传入）、是包装器，或同一钩子写了两次。",
        "the function takes an argument that the hook does not have or one with a default (it would never be passed), is a wrapper, or the hook is answered twice.",
        "只写 docs/plugins.md 中该钩子的参数，可以少写，不带默认值。", "take the arguments that docs/plugins.md lists, or fewer, without defaults.",
    ),
    "E605": doc(
        "没有写明接口版本", "no API version stated",
        "不知道插件按哪个版本的接口编写，就无法判断它能否正确工作。", "without knowing the API a plugin was written for there is no telling whether it works.",
        '在模块中写 requires_api = "1.0"。', 'state requires_api = "1.0" in the module.',
    ),
    "E606": doc(
        "接口主版本不同", "another major version of the API",
        "主版本不同，钩子的含义可能已改变。", "across major versions hooks may mean something else.",
        "安装与本程序相配的插件版本。", "install a version of the plugin made for this Tijian.",
    ),
    "E607": doc(
        "占用了已有的模块名", "it shadows a module",
        "软件包安装了与标准库或体检同名的模块，或在导入时替换了它们，会使别处悄悄出错。",
        "the distribution installs a module named like one of Python's or Tijian's, or replaces one when imported: elsewhere things would go wrong in silence.",
        "由插件作者给模块改名。", "its author must rename the module.",
    ),
    "E608": doc(
        "两个插件认领同一事物", "two plugins claim one thing",
        "同一类别、评分模型或格式只能由一个插件负责。程序不替用户选择，所以两个都不加载。",
        "one category, scoring model or format belongs to one plugin. Which one is not for the program to choose: neither is loaded.",
        "卸载其一，或用 --prefer 软件包名 指明。", "uninstall one, or say which with --prefer DISTRIBUTION.",
    ),
    "E609": doc(
        "占用内置评分模型的名称", "the name of a built-in scoring model",
        "flat、flat-unweighted、tree、absolute 的含义由语义规定。", "what flat, flat-unweighted, tree and absolute mean is fixed.",
        "给模型另起名称。", "give the model another name.",
    ),
    "E610": doc(
        "插件加载时的回答不能用", "an unusable answer while loading",
        "类别、细则目录、评分模型或格式的类型不对、目录不存在，或同一名称给出两次。",
        "categories, ruleset directories, scoring models or formats are of the wrong type, a directory is not there, or one name is given twice.",
        "按提示的形式返回。", "return what the hint shows.",
    ),
    "E611": doc(
        "钩子没有标 @hookimpl", "a hook without @hookimpl",
        "没有标记的函数不会被调用。", "a function that is not marked is never called.",
        "在函数前加 @hookimpl。", "put @hookimpl above the function.",
    ),
    "W601": doc(
        "插件按较新的接口编写", "written for a newer API",
        "插件可能用到本程序还没有的内容；能用的部分照常。", "it may use what this Tijian does not have yet; the rest works.",
        "升级体检。", "upgrade Tijian.",
    ),
    "W602": doc(
        "插件被搁置", "a plugin set aside",
        "用户用 --prefer 选定了另一软件包负责同一事物。", "the user preferred another distribution for the same thing, with --prefer.",
        "无需处理；要换回来就改 --prefer。", "nothing to do; change --prefer to swap them.",
    ),
    "W603": doc(
        "--prefer 没有对应的插件", "--prefer without a plugin",
        "指定的软件包没有安装，或不提供插件。", "the distribution named is not installed, or offers no plugin.",
        "用 tijian plugin list 查看名称。", "see the names with tijian plugin list.",
    ),
    "W604": doc(
        "没有插件计算派生属性", "no plugin derives the attributes",
        "细则声明了 derived，但负责该类别的插件没有安装、未能加载或没有 tijian_derive：这些属性保持未知，读取它们的条目也就未知。",
        "the ruleset declares `derived`, but the plugin of the category is not installed, failed, or has no tijian_derive: the attributes stay unknown, and so do the checks that read them.",
        "安装该类别的插件；tijian doctor 列出未能加载的插件及原因。", "install the category's plugin; tijian doctor lists those that failed, and why.",
    ),
    # deriving, and running in general
    "E620": doc(
        "插件运行出错", "a plugin raised",
        "插件的代码抛出了异常。该企业没有结果，其他企业照常。", "its code raised an exception. That enterprise gets no result; the others do.",
        "把标准错误输出（日志 tijian.plugin）中的调用栈交给插件作者。", "give the traceback on stderr (log tijian.plugin) to its author.",
    ),
    "E621": doc(
        "未声明的派生属性", "an undeclared derived attribute",
        "插件只能给出细则在 derived 中声明的属性。", "a plugin supplies only what the ruleset declares under `derived`.",
        "在细则中声明它，或在插件中去掉它。", "declare it in the ruleset, or drop it in the plugin.",
    ),
    "E622": doc(
        "派生属性的值不在选项内", "a derived value that is no choice",
        "细则为该属性列出了 choices。", "the ruleset lists the choices of the attribute.",
        "返回选项之一，或补充选项。", "return one of them, or add to them.",
    ),
    "E623": doc(
        "派生属性类型不对", "a derived value of the wrong type",
        "文本用 str，布尔用 bool，数用 Decimal;int 和 float 不收，因为 float 不精确。", "text is str, a boolean bool, a number Decimal; int and float are not taken, for a float is not exact.",
        "在插件中换成所示类型，例如 Decimal(\"1.5\")。", 'convert in the plugin, for example Decimal("1.5").',
    ),
    "E624": doc(
        "派生属性的值不可用", "an unusable derived value",
        "非数(NaN)、无穷大、位数过多的数或过长的文本。", "not a number (NaN), infinite, a number of too many digits, or too long a text.",
        "不知道时就不要给出该属性：它会是未知。", "leave the attribute out where it is not known: it is then unknown.",
    ),
    "E625": doc(
        "tijian_derive 返回的不是映射", "tijian_derive returned no mapping",
        "应返回 {属性名: 值}，或 None。", "it returns {attribute: value}, or None.",
        "修改插件。", "change the plugin.",
    ),
    "W605": doc(
        "派生属性超出合理范围", "an implausible derived value",
        "值在细则给该属性的 range 之外，可能是单位弄错。", "the value is outside the `range` of the attribute: a unit may be mistaken.",
        "核对产品属性和插件。", "look at the product's attributes, and at the plugin.",
    ),
    # in the child process
    "E630": doc(
        "插件超时", "a plugin took too long",
        "插件的代码在时限内没有返回，子进程已终止。该企业没有结果，其他企业照常。", "its code did not return in time and the child process was ended. That enterprise gets no result; the others do.",
        "标准错误输出中有它停在何处；交给插件作者。", "stderr shows where it was: give that to its author.",
    ),
    "E631": doc(
        "插件结束了进程", "a plugin ended the process",
        "插件的代码退出了子进程或使其崩溃（os._exit、段错误，或被系统因内存终止）。", "its code ended or crashed the child process (os._exit, a segmentation fault, or the system ended it for its memory).",
        "把标准错误输出交给插件作者。", "give what stderr shows to its author.",
    ),
    "E632": doc(
        "插件内存不足", "a plugin ran out of memory",
        "插件的代码用尽了允许的内存。", "its code used up the memory it may use.",
        "交给插件作者；派生属性不该需要大量内存。", "tell its author: deriving attributes needs little memory.",
    ),
    "E633": doc(
        "插件的动作被拒绝", "the fence refused a plugin",
        "隔离运行的插件不得联网、写文件或启动程序：它只根据参数计算。", "an isolated plugin opens no socket, writes no file and starts no program: it computes from its arguments.",
        "由插件作者去掉该动作；数据应放在软件包内读取。", "its author must remove that; data belongs into the package, to be read.",
    ),
    "E634": doc(
        "子进程不能启动", "the child process does not start",
        "系统不允许启动 Python 子进程，或其中找不到该插件。", "the system does not let a Python child process start, or the plugin is not found in it.",
        "看标准错误输出；不能解决就不用 --isolate-plugins。", "see stderr; without a remedy, run without --isolate-plugins.",
    ),
    "E635": doc(
        "子进程的回答读不出来", "an unreadable reply of the child process",
        "回答过长，或不是约定的格式。", "it is too long, or not in the form agreed.",
        "交给插件作者。", "tell its author.",
    ),
    "W630": doc(
        "插件试图做不允许的事", "a plugin tried what is not allowed",
        "隔离层拒绝了它，插件自己吞下了这个错误并继续。不隔离时它会真的去做。", "the fence refused it; the plugin swallowed that and went on. Without isolation it would really do it.",
        "请插件作者说明或去掉。", "ask its author to explain or remove it.",
    ),
    # linting
    "E640": doc(
        "tijian_lint 的回答不能用", "an unusable answer of tijian_lint",
        "应返回 Problem 的序列，代码为 P 加三位数字（E、W 等代码属于体检）。", "it returns Problems whose codes are P and three digits (E, W and the like are Tijian's).",
        "修改插件。", "change the plugin.",
    ),
    # scoring
    "E650": doc(
        "评分模型不单调", "a scoring model that is not monotone",
        "某项得分系数提高，得分却下降：有未知项时，最坏与最好两种情形就夹不住真实结果。", "a better credit lowers the score: with unknown checks, the worst and the best case no longer enclose the truth.",
        "修改模型，使得分随每项系数不减。", "change the model so that no better credit lowers a score.",
    ),
    "E651": doc(
        "评分模型不居中", "a scoring model that is not internal",
        "去掉一项后的得分不在该项不通过与通过的得分之间：未知项日后可能不适用，那时结论会越出范围。",
        "without a check the score is not between its fail and its pass: an unknown check may turn out not applicable, and the score would leave the span.",
        "用平均值一类的模型。", "use a kind of mean.",
    ),
    "E652": doc(
        "得分不是 0~100 的 Fraction", "a score that is no Fraction from 0 to 100",
        "得分须精确；没有计分项时为 None，有时不得为 None。", "scores are exact; None for nothing, and only then.",
        "用 fractions.Fraction 计算。", "compute with fractions.Fraction.",
    ),
    "E653": doc(
        "评分模型两次结果不同", "a scoring model that is not deterministic",
        "同样的输入须得同样的得分。", "the same input must give the same score.",
        "去掉随机数、时钟和记忆。", "remove randomness, clocks and memory.",
    ),
    "E654": doc(
        "评分模型随顺序而变", "a scoring model that depends on the order",
        "各项是集合，没有顺序。", "checks are a set, in no order.",
        "修改模型。", "change the model.",
    ),
    "E655": doc(
        "总分不单调或不居中", "a total that is not monotone or not internal",
        "总分随任一部分提高而下降，缺一部分时越出范围，或两次不同。", "the total falls while a block rises, leaves the span where a block is missing, or differs when asked twice.",
        "继承 BlendedModel 即用加权平均。", "subclass BlendedModel for the weighted mean.",
    ),
    "E656": doc(
        "评分模型出错", "a scoring model raised",
        "模型的代码抛出了异常。", "its code raised an exception.",
        "把标准错误输出中的调用栈交给插件作者。", "give the traceback on stderr to its author.",
    ),
}
