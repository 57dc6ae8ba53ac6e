"""评估细则工作簿 What can be wrong in the workbook of a ruleset (E82x–E84x, W82x–E84x)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    "E820": doc(
        "不是 Excel 工作簿", "not an Excel workbook",
        "文件是别的东西（CSV、网页、.ods、.xlsb、Word、PDF），后缀改成 .xlsx 并不能使它成为工作簿。", "The file is something else (CSV, a page, .ods, .xlsb, Word, PDF); renaming it to .xlsx does not make it a workbook.",
        "在 Excel、WPS 或 LibreOffice 中打开，另存为“Excel 工作簿 (.xlsx)”。", "Open it in Excel, WPS or LibreOffice and save it as “Excel workbook (.xlsx)”.",
    ),
    "E821": doc(
        "旧格式或加密的工作簿", "an old or encrypted workbook",
        ".xls 是 2003 年以前的格式；加了密码的文件没有密码无法读取。", ".xls is the format from before 2003; an encrypted file cannot be read without its password.",
        "另存为 .xlsx；去掉密码。", "Save it as .xlsx; remove the password.",
    ),
    "E822": doc(
        "工作簿损坏或不完整", "a damaged or incomplete workbook",
        "文件是空的、被截断，或其中的部件无法解开、不成 XML。多半是下载、复制中断。", "It is empty, cut off, or a part of it cannot be unpacked or is no XML. Usually a download or copy was interrupted.",
        "重新导出、下载或复制。", "Export, download or copy it again.",
    ),
    "E823": doc(
        "工作簿太大", "the workbook is too large",
        "文件、展开后的大小、部件数、压缩比或合并区域超出合理范围；压缩炸弹就是这样的。", "Its size, unpacked size, number of parts, ratio or a merged range is beyond reason, as in a zip bomb.",
        "删除多余的工作表、图片、空行；取消大片合并。", "Delete superfluous sheets, pictures and empty rows; undo large merges.",
    ),
    "E824": doc(
        "工作簿带有宏", "the workbook has macros",
        "宏是程序，不读取带程序的文件。", "Macros are programs; a file with programs is not read.",
        "另存为不带宏的 .xlsx。", "Save it as .xlsx, without macros.",
    ),
    "E825": doc(
        "工作簿的 XML 含有 DTD", "a DTD in the workbook's XML",
        "DTD 可用来读取别的文件或耗尽内存；表格软件不会写出它。", "A DTD can read other files or exhaust the memory; no spreadsheet program writes one.",
        "不要使用这个文件；查明来源。", "Do not use the file; find out where it comes from.",
    ),
    "E826": doc(
        "Excel 的锁文件", "Excel's lock file",
        "以 ~$ 开头的文件是 Excel 打开工作簿时放在旁边的标记，没有内容。", "A file that begins with ~$ is a mark that Excel leaves beside an open workbook; there is nothing in it.",
        "关闭 Excel，给出去掉 ~$ 的文件。", "Close Excel and give the file without ~$.",
    ),
    "E827": doc(
        "工作簿内部不一致", "the parts of the workbook contradict each other",
        "能解开，但部件互相矛盾（样式、字符串、引用对不上），读不出来。", "It can be unpacked, but its parts (styles, strings, references) do not fit together.",
        "在 Excel 中打开并另存一次。", "Open it in Excel and save it once more.",
    ),
    "E830": doc(
        "缺少工作表", "a sheet is missing",
        "少了一张表，就分不清是没有内容还是被误删；缺失不当作空白。", "Whether nothing was meant or the sheet was deleted by mistake cannot be told; what is missing is not taken for empty.",
        "恢复这张表；没有内容的，只留第一行。", "Restore the sheet; where it holds nothing keep its first row.",
    ),
    "E831": doc(
        "未知的列", "an unknown column",
        "不认识的列不会被忽略：多半是列名写错，内容会丢失。", "A column that is not known is not ignored: usually its name is misspelt, and its content would be lost.",
        "改正列名；自己用的列，列名以 # 开头。", "Correct the name; begin the name of a column of your own with #.",
    ),
    "E832": doc(
        "缺少必需的列", "a needed column is missing",
        "没有这一列，各行都不完整。", "Without it no row is complete.",
        "补上这一列，列名写在第一行。", "Add the column, its name in the first row.",
    ),
    "E833": doc(
        "列重复", "a column is there twice",
        "两列同名，分不清以哪一列为准。", "Which of the two counts cannot be told.",
        "删除其中一列。", "Delete one of them.",
    ),
    "E834": doc(
        "合并单元格", "merged cells",
        "合并后只剩一格的内容，分不清各行写了什么。", "Only one of the merged cells keeps its content: what each row says cannot be told.",
        "取消合并，各行分别填写。", "Undo the merge and fill in each row.",
    ),
    "E835": doc(
        "公式", "a formula",
        "公式不会被计算，结果也可能是旧的。", "Formulas are not computed, and their stored result may be out of date.",
        "把公式粘贴为数值，或设为文本后填写。", "Paste the formula as a value, or format the cell as text and type it.",
    ),
    "E836": doc(
        "错误值", "an error value",
        "#DIV/0!、#N/A 等不是内容。", "#DIV/0!, #N/A and the like are no content.",
        "删除，重新填写。", "Delete it and type what is meant.",
    ),
    "E837": doc(
        "逻辑值", "a boolean",
        "Excel 把输入变成了 TRUE 或 FALSE，此处要的不是它。", "Excel turned what was typed into TRUE or FALSE, which is not wanted here.",
        "把单元格设为文本，重新填写。", "Format the cell as text and type it again.",
    ),
    "E838": doc(
        "文字被变成了数", "text that became a number",
        "Excel 会把 1.0 变成 1、把编号变成数，原来写的是什么已无从得知。", "Excel turns 1.0 into 1 and codes into numbers: what was typed can no longer be told.",
        "把单元格设为文本，重新填写。", "Format the cell as text and type it again.",
    ),
    "E839": doc(
        "文字被变成了日期", "text that became a date",
        "Excel 会把 3-1 变成 3 月 1 日。", "Excel turns 3-1 into the first of March.",
        "把单元格设为文本，重新填写。", "Format the cell as text and type it again.",
    ),
    "E840": doc(
        "一行没有编号", "a row without an id",
        "行凭编号识别；没有编号的行不知道属于谁。", "Rows are known by their ids; nobody can say what a row without one belongs to.",
        "填上编号，或清空这一行。", "Fill in the id, or clear the row.",
    ),
    "E841": doc(
        "编号重复", "an id twice",
        "两行同号，分不清以哪一行为准。", "Which of the two rows counts cannot be told.",
        "改编号，或删除其中一行。", "Change the id, or delete one of the rows.",
    ),
    "E842": doc(
        "引用的检测项不存在", "a test that is not there",
        "limits、part_names 的行属于 sample_tests 中的检测项；找不到它。", "Rows of limits and part_names belong to a test in sample_tests, which is not there.",
        "改正编号，加上检测项，或删除这一行。", "Correct the id, add the test, or delete the row.",
    ),
    "E843": doc(
        "没有次序", "no order",
        "限值行、判定行按 order 从小到大，第一个成立的算数。", "Limit and verdict rows stand in the order of `order`; the first one that holds counts.",
        "填上数：1、2、3；要插在中间写 1.5。", "Fill in numbers: 1, 2, 3; write 1.5 to go between.",
    ),
    "E844": doc(
        "未知的字段", "an unknown field",
        "meta、scoring 的行名写错，内容会丢失。", "The name of a row of meta or scoring is misspelt, and its content would be lost.",
        "改正行名。", "Correct the name.",
    ),
    "E845": doc(
        "不能作案例文件名", "no name for a file of cases",
        "案例写入 cases/ 下以 file 列命名的文件；名称不得通向别处，也不得是系统保留的。", "Cases go into files below cases/ that the column file names; a name must not lead elsewhere or be reserved by a system.",
        "用字母、数字、_ 和 -，不写 .yaml。", "Use letters, digits, _ and -, without .yaml.",
    ),
    "E846": doc(
        "属性的来源不明", "an attribute of no known kind",
        "product 是企业申报的，derived 由插件推出；写法不同。", "product attributes are declared, derived ones come from the plugin; they are kept apart.",
        "从下拉列表中选 product 或 derived。", "Choose product or derived from the list.",
    ),
    "E847": doc(
        "组分既求和又另有限值", "a part both summed and limited",
        "求和判定的组分列在 sample_tests 的 parts，限值不写组分；逐一判定的组分只写在 limits。", "Parts of a sum stand in parts of sample_tests, and the limit names no part; parts judged by themselves stand in limits alone.",
        "二者只留其一。", "Keep one of the two.",
    ),
    "E848": doc(
        "文件已存在", "the file is there already",
        "不覆盖已有的文件：里面可能有别人的修改。", "A file that is there is not overwritten: it may hold somebody's work.",
        "换一个目录或文件名；确要覆盖，加 --force。", "Choose another place, or add --force to overwrite it.",
    ),
    "E849": doc(
        "单元格放不下", "no cell can hold it",
        "一个单元格最多 32767 个字符，也存不了回车符等。", "A cell takes 32,767 characters at most, and no carriage returns and the like.",
        "改短、拆开，或直接编辑 YAML。", "Shorten or split it, or edit the YAML itself.",
    ),
    "W820": doc(
        "链接到别的文件", "links to other files",
        "链接不会被读取；里面的内容可能对不上。", "The links are not followed; what they brought may be out of date.",
        "断开链接（数据 → 编辑链接）。", "Break the links (Data → Edit Links).",
    ),
    "W821": doc(
        "隐藏的内容", "hidden content",
        "隐藏的行、列、工作表照样读取，容易看漏。", "Hidden rows, columns and sheets are read all the same, and easily overlooked.",
        "取消隐藏，确认内容。", "Unhide them and look.",
    ),
    "W830": doc(
        "多余的工作表", "a sheet that is not read",
        "不认识的工作表不会被读取。", "A sheet that is not known is not read.",
        "名称写错的改正；笔记可以留着。", "Correct a misspelt name; notes may stay.",
    ),
    "W831": doc(
        "没有列名的内容", "content without a column name",
        "第一行没有列名，下面的内容不会被读取。", "What stands under no column name is not read.",
        "补上列名，或删除内容。", "Name the column, or delete the content.",
    ),
    "W832": doc(
        "缺少可选的列", "columns that are not there",
        "可选的列没有，按空白处理。", "Optional columns that are not there are read as empty.",
        "若是误删，重新导出后再改。", "If they were deleted by mistake, export the workbook again.",
    ),
    "W840": doc(
        "案例同名", "two cases of one name",
        "报告按名称指出案例，同名的分不清。", "A report names cases; two of one name cannot be told apart.",
        "改名。", "Rename one.",
    ),
}  # fmt: skip
