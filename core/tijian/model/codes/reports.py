"""报告 What can be wrong while reports are written: fonts, glyphs, places (E94x–E95x)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    "E940": doc(
        "指定的字体不能用",
        "the font that was named cannot be used",
        "--font 给出的文件或目录读不出来，或里面没有字体。",
        "What --font names cannot be read, or holds no font.",
        "给一个 .otf、.ttf、.ttc 文件，或放着它们的目录；不写 --font 则用随附的字体。",
        "Name an .otf, .ttf or .ttc file, or a directory of them; without --font the installed font package is used.",
    ),
    "E941": doc(
        "指定的字体没有中文",
        "the font that was named has no Chinese",
        "用没有中文的字体排版，报告上会全是空框。",
        "Set in it, the report would be empty boxes.",
        "换一个有简体中文的字体，如思源黑体、宋体。",
        "Name a font with Simplified Chinese, such as Noto Sans SC.",
    ),
    "E942": doc(
        "找不到中文字体",
        "there is no Chinese font",
        "PDF 里要嵌入字体；字体包没有安装，系统里也没有认得的中文字体。",
        "A PDF carries its fonts; the font package is not installed, and the system has no Chinese font that is known.",
        'pip install "tijian[report]"，或用 --font 指定；HTML 和 Word 不需要。',
        'pip install "tijian[report]", or name one with --font; HTML and Word need none.',
    ),
    "E943": doc(
        "没有安装报告所需的软件包",
        "a package that reports need is not installed",
        "排版 PDF、Word 和网页的软件包是可选的，只评估不需要它们。",
        "The packages that set PDF, Word and pages are optional: assessing needs none of them.",
        '装上它们：pip install "tijian[report]"',
        'Install them: pip install "tijian[report]"',
    ),
    "E946": doc(
        "没有可以成文的结果",
        "there is no result to report on",
        "给出的文件或目录里一份结果也没有。",
        "The files or directories that were named hold not one result.",
        "先用 tijian assess --format json -o 结果.jsonl 得出结果，或给出评估行动的目录。",
        "Make results first with tijian assess --format json -o results.jsonl, or name a campaign's directory.",
    ),
    "W949": doc(
        "字体缺字",
        "the fonts lack characters",
        "名称或说明里有字体没有的字（生僻字、表情符号），PDF 中以 〓 代替。",
        "A name or note has characters that no font has (rare characters, emoji); the PDF shows 〓 for them.",
        "用 --font 指定收字更多的字体；HTML 和 Word 照样显示原字。",
        "Name a font that has them with --font; HTML and Word show the characters themselves.",
    ),
}
