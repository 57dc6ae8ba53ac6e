"""比较与成文 What can be wrong while rulesets are compared or written out as pages (E81x, W81x)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    "E811": doc(
        "需要一个版本，这里不是一个",
        "one edition is needed, and here is not just one",
        "比较和成文都针对一个版本；目录里没有版本或有几个版本时，不替人挑选。",
        "A comparison or a page is about one edition; where a directory holds none or several, none is picked for you.",
        "写明文件 <目录>/<品类>/<版本>.yaml，或编号 品类/版本；要写出全部页面用 docs --all -o 目录。",
        "Name the file <directory>/<category>/<edition>.yaml, or the id category/edition; for every page use docs --all -o DIRECTORY.",
    ),
}
