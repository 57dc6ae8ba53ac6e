"""交换 What can be wrong in checklists, laboratory tables, phone forms and exports (E88x–E92x)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    # ── checklists: refused ─────────────────────────────────────────────────────────────────────────
    "E880": doc(
        "不是核查表工作簿", "not a checklist",
        "核查表里有一张隐藏的 _meta 表，写明品类、版本和摘要；没有它，就不知道各行问的是什么。", "A checklist has a hidden sheet _meta with category, edition and digest; without it nobody knows what its rows ask.",
        "用 tijian checklist new 生成核查表，再填。", "Make a checklist with `tijian checklist new`, and fill it in.",
    ),
    "E881": doc(
        "核查表的格式版本不同", "a checklist of another form",
        "它由更新或更旧的软件生成，各列的含义可能不同。", "A newer or older version of the software made it, and its columns may mean something else.",
        "用同一版软件读，或重新生成。", "Read it with the version that made it, or make it again.",
    ),
    "E882": doc(
        "核查表的评估细则不在这里", "the checklist's ruleset is not here",
        "没有这个品类或版本的评估细则，就无法核对编号、判定结论。", "Without the ruleset of its category and edition neither ids nor answers can be checked.",
        "安装该品类的插件，或用 --ruleset-path 加上细则目录。", "Install the category's plugin, or add its directory with --ruleset-path.",
    ),
    "E883": doc(
        "评估日期不在该版本的适用期内", "the edition was not in force on that day",
        "评估日期决定用哪一版细则；核查表是另一版的，问题和限值可能不同。", "The day decides the edition; this checklist is of another one, whose questions and limits may differ.",
        "改正日期，或用适用版本的核查表。", "Correct the date, or use the checklist of the edition in force.",
    ),
    "E884": doc(
        "评估细则已改动", "the ruleset has changed",
        "核查表生成以后，评估细则改过（摘要不同）：核查时看到的问题可能不是现在的问题。", "The ruleset has changed since the checklist was made (its digest is another): what was asked may not be what is asked now.",
        "重新生成；确认问题没有变，读时加 --accept-drift。", "Make it again; if the questions are the same, read it with --accept-drift.",
    ),
    "E887": doc(
        "没有填必填的内容", "something that is needed is blank",
        "评估编号、日期、企业名称、抽样情况缺一不可；线索要有代码和事实。", "Number, date, enterprise and sampling are all needed; a clue needs its code and the facts.",
        "填写。", "Fill it in.",
    ),
    "E888": doc(
        "不在可选的词里", "none of the words offered",
        "结论、类别等只认列表里的词；别的写法可能有两种意思。", "Outcomes and the like are the words of a list; any other may mean two things.",
        "从下拉列表中选。", "Choose from the drop-down.",
    ),
    "E889": doc(
        "单元格读不出文字", "a cell that holds no text",
        "公式不会被计算，错误值和逻辑值不是内容；这一格关系到整份案卷，不能跳过。", "Formulas are not computed, error values and booleans are no content; the whole dossier hangs on this cell.",
        "设为文本格式，重新填写。", "Format the cell as text and type it again.",
    ),
    "E890": doc(
        "不是日期", "not a date",
        "日期写成年-月-日；数字和 8/12 之类分不清是哪一天。", "A date is YYYY-MM-DD; a number, or 8/12, does not say which day it is.",
        "写成 2021-08-12 的样子。", "Write it like 2021-08-12.",
    ),
    "E891": doc(
        "不是同一次评估", "not one assessment",
        "只写一份案卷时，给出的文件或提交记录属于几次评估。", "One dossier is to be written, and the files or submissions are of several assessments.",
        "分开读，或用 -o 目录/ 各写一份；编号写错的改正；直接评估用 tijian assess。",
        "Read them apart, or write each with -o DIRECTORY/; correct a wrong number; or assess them all with `tijian assess`.",
    ),
    "E892": doc(
        "两份文件对企业或样品的说法不同", "two files differ on the enterprise or a sample",
        "日期、名称、样品的生产日期等只能有一个；不知道哪个对，就无法评估。", "There is one date, one name, one day of production; nobody can say which of the two is right.",
        "核对后改成一致。", "Find out which is right, and make them agree.",
    ),
    # ── checklists: a check, attribute or result stays unknown ──────────────────────────────────────
    "F880": doc(
        "缺少行", "rows that are missing",
        "行被删除或编号被改；缺的核查项按未核查，绝不当作符合。", "Rows were deleted or their ids edited; what is missing counts as not checked, never as conform.",
        "恢复编号，或重新生成核查表。", "Restore the ids, or make the checklist again.",
    ),
    "F881": doc(
        "不知道是哪一项的行", "a row of nobody knows what",
        "编号不在评估细则里，这一行不采用。", "Its id is not in the ruleset, so the row is not used.",
        "编号恢复原样；自己的话写到“说明”列。", "Restore its id; put words of your own into the column for notes.",
    ),
    "F882": doc(
        "编号有两行", "an id in two rows",
        "分不清以哪一行为准，该项按未知处理。", "Which of them counts cannot be told, so it stays unknown.",
        "只留一行。", "Keep one of them.",
    ),
    "F883": doc(
        "单元格不能采用", "a cell that cannot be used",
        "公式不会被计算；错误值、逻辑值，以及被 Excel 变成日期的输入，已经不是填写的内容。", "Formulas are not computed; error values, booleans, and what Excel turned into a date are no longer what was typed.",
        "设为文本格式，重新填写。", "Format the cell as text and type it again.",
    ),
    "F884": doc(
        "合并单元格", "merged cells",
        "合并后只剩一格的内容，分不清各行写了什么，这些项按未知处理。", "Merged cells keep the content of one: what each row says cannot be told, so these stay unknown.",
        "取消合并，各行分别填写。", "Undo the merge, and fill in each row.",
    ),
    "F885": doc(
        "两名评估人员结论不同", "two assessors differ",
        "同一核查项两份工作簿的结论不同，该项按未核查处理，两种说法都写进案卷。", "Two workbooks answer one check in different ways: it stays unchecked, and the dossier names both.",
        "商定后改成一致。", "Let them agree, and correct one of the workbooks.",
    ),
    "F886": doc(
        "两份检测结果不同", "two results that differ",
        "同一样品、检测项、组分报了两个结果，该项无法判定。", "One sample, test and part was reported in two ways: it cannot be judged.",
        "与检测报告核对，删去错的一份。", "Compare them with the report, and take the wrong one out.",
    ),
    "F887": doc(
        "两份文件的产品属性不同", "two files differ on an attribute",
        "属性决定适用的项目和限值；说法不同时按不知道处理。", "Attributes decide what applies and by which limit; where two differ the attribute counts as not known.",
        "核对产品，改成一致。", "Look at the product, and make them agree.",
    ),
    "F888": doc(
        "属性或日期读不出来", "an attribute or date that cannot be read",
        "公式、错误值、被 Excel 改动的输入不能采用，按不知道处理。", "A formula, an error value, or what Excel changed cannot be used; it counts as not known.",
        "设为文本格式，重新填写。", "Format the cell as text and type it again.",
    ),
    "W884": doc(
        "评估细则已改动，照读", "read although the ruleset has changed",
        "给了 --accept-drift：按编号采用，编号不在了的列为未知。", "With --accept-drift: what still has its id is used, the rest is listed as unknown.",
        "确认问题和限值没有变。", "Make sure that questions and limits are the same.",
    ),
    "W885": doc(
        "跳过 Excel 的锁文件", "Excel's lock file was skipped",
        "以 ~$ 开头的文件说明那个工作簿还开着，磁盘上的可能是旧内容。", "A file that begins with ~$ says that the workbook is still open: what is on the disk may be older.",
        "保存并关闭后再读。", "Save and close it, and read it again.",
    ),
    "W886": doc(
        "一格里像是写了几个人", "one cell looks like several people",
        "每行按一个人计；几个人写在一格里，小组就不足两人，结论不予出具。", "A row is one person; with several in one cell the team counts too few, and nothing is issued.",
        "一行写一个人。", "Write one person a row.",
    ),
    "N880": doc(
        "去掉了看不见的字符", "characters that nobody sees were removed",
        "零宽字符多半从网页粘贴而来，会使编号对不上。", "Zero-width characters come with text pasted from pages, and keep ids from matching.",
        "不必处理。", "Nothing need be done.",
    ),
    "N881": doc(
        "日期按规范形式读取", "a date was read in its normal form",
        "2021年8月12日、2021/8/12、20210812 只有一种读法。", "2021年8月12日, 2021/8/12 and 20210812 can mean only one day.",
        "不必处理。", "Nothing need be done.",
    ),
    # ── laboratories' tables ────────────────────────────────────────────────────────────────────────
    "E900": doc(
        "编码认不出来", "an unknown encoding",
        "文件不是 UTF-8、UTF-16 或 GB 18030 的文本。", "The file is no text in UTF-8, UTF-16 or GB 18030.",
        "在 Excel 中另存为“CSV UTF-8”。", "In Excel save it as “CSV UTF-8”.",
    ),
    "E901": doc(
        "文件或一行太大", "a file or row that is too large",
        "没有换行的大文件会耗尽内存；检测结果不会这样大。", "A huge file without line ends would exhaust the memory; results are never that large.",
        "检查引号和换行，或拆成几个文件。", "Look at its quotes and line ends, or split it.",
    ),
    "E902": doc(
        "引号没有成对", "quotes that do not match",
        "引号不闭合，后面的各行都会并进一格。", "Where a quote is not closed, all the rows that follow run into one cell.",
        "补上引号；单元格里的引号写两个。", "Close it; write a quote inside a cell twice.",
    ),
    "E903": doc(
        "行的格数与表头不同", "a row with other cells than the head",
        "多一格或少一格，后面的值就对错了列。", "With a cell more or less, the values after it stand under the wrong names.",
        "补齐或删去分隔符；含分隔符的文字加双引号。", "Add or remove a separator; put text that holds one in double quotes.",
    ),
    "E904": doc(
        "列重复", "a column is there twice",
        "两列同名，分不清以哪一列为准。", "Which of the two counts cannot be told.",
        "删除其中一列。", "Delete one of them.",
    ),
    "E905": doc(
        "缺少必需的列", "a needed column is missing",
        "至少要有样品、检测项、实测值。", "Sample, test and value are needed.",
        "在第一行写列名。", "Name the columns in the first row.",
    ),
    "E906": doc(
        "没有结果", "no results",
        "文件是空的，或只有表头。", "The file is empty, or has a head alone.",
        "重新导出。", "Export it again.",
    ),
    "E907": doc(
        "样品或评估编号不在案卷里", "a sample or number of no dossier",
        "没有登记的样品不知道从哪里来，它的结果不能用来评估。", "Nobody recorded where a sample came from that no dossier has: nothing can be assessed by it.",
        "先在案卷或核查表里登记；编号写错的改正。", "Record it in the dossier or checklist first; correct a wrong id.",
    ),
    "E908": doc(
        "不知道属于哪份案卷", "it may belong to two dossiers",
        "几份案卷有同名的样品。", "Several dossiers have a sample of that name.",
        "加一列“评估编号”，或分开给出。", "Add a column `assessment`, or give them apart.",
    ),
    "E909": doc(
        "同一结果的各行不一致", "the rows of one result differ",
        "一个结果的几个值各占一行，单位、U、检出限、明示值应当相同。", "The values of one result stand one a row; unit, U, LOD and declared value are those of all.",
        "改成一致。", "Make them agree.",
    ),
    "E910": doc(
        "没有结果所属的案卷", "results without a dossier",
        "检测结果附属于样品，样品登记在案卷或核查表里。", "Results belong to samples, and samples are recorded in a dossier or checklist.",
        "同时给出案卷：tijian assess 案卷.yaml 结果.csv。", "Give the dossier too: `tijian assess dossier.yaml results.csv`.",
    ),
    # ── OSCAL ───────────────────────────────────────────────────────────────────────────────────────
    "E915": doc(
        "结果里的日期不是日历上的一天", "a day in a result is no day of the calendar",
        "OSCAL 的每项发现和期限都要有时间；结果文件里的日期被改动过。", "OSCAL dates every finding and deadline; a date in the file of results was altered.",
        "用 tijian assess 重新得出结果。", "Make the results again with `tijian assess`.",
    ),
    "E916": doc(
        "一个整改计划只属于一份评估", "a plan of action is of one assessment",
        "OSCAL 的 plan-of-action-and-milestones 属于一个对象，几家企业不能写进一个。", "An OSCAL plan of action and milestones belongs to one system; several enterprises cannot share one.",
        "-o 给一个目录，每份评估写一个文件。", "Name a directory with -o: it gets a file for each assessment.",
    ),
    "E917": doc(
        "没有要整改的", "nothing to put right",
        "OSCAL 的整改计划至少要有一项；这份评估没有整改措施。", "An OSCAL plan has one item at least; this assessment has no corrective action.",
        "不需要整改计划；评估结果用 --as assessment-results 导出。", "No plan is needed; export its results with --as assessment-results.",
    ),
    "E918": doc(
        "没有可以导出的结果", "there is no result to export",
        "给出的文件或评估行动里一份可用的结果也没有。", "The files or the campaign hold not one result that can be used.",
        "先用 tijian assess --format json -o 结果.jsonl 得出结果。", "Make results first with `tijian assess --format json -o results.jsonl`.",
    ),
    "W900": doc(
        "有一列不读", "a column that is not read",
        "不认识的列不影响结果；若是列名写错，里面的内容就没有读到。", "It changes nothing, unless its name is misspelt: then its content was not read.",
        "写错的改正。", "Correct a misspelt name.",
    ),
    "N900": doc(
        "编码", "the encoding",
        "不是 UTF-8 的文件，说明按什么编码读取。", "Of a file that is not plain UTF-8, as what it was read.",
        "汉字不对的，另存为“CSV UTF-8”。", "If the Chinese is wrong, save it as “CSV UTF-8”.",
    ),
    "N901": doc(
        "分隔符", "the separator",
        "各列不是以逗号分隔，说明按什么分隔。", "Of a file whose columns are not separated by commas, by what they are.",
        "不必处理。", "Nothing need be done.",
    ),
    "N902": doc(
        "单元格里有换行", "a line break inside a cell",
        "引号里的换行属于这一格；值里的换行隔开几个样件。", "Inside quotes it belongs to the cell; in a value it stands between specimens.",
        "不必处理。", "Nothing need be done.",
    ),
    # ── submissions of phone forms ──────────────────────────────────────────────────────────────────
    "E920": doc(
        "提交记录认不出是哪一张表单", "submissions of nobody knows which form",
        "服务器导出的表里没有表单的标识列：导出时选了标签，或删了列，或是别的表单。", "A server's export lacks the columns that name the form: it has labels, columns were deleted, or it is of another form.",
        "重新导出，选 XML 值和表头，全部问题。", "Export it again, with XML values and headers, and all of the questions.",
    ),
    "E921": doc(
        "不是本版软件的表单提交的", "no submission of a form of this version",
        "标识被改，或表单由更新、更旧的软件生成，问题的含义可能不同。", "Its identity was edited, or a newer or older version made the form, whose questions may mean something else.",
        "恢复导出的原样；旧表单用生成它的版本读。", "Restore what was exported; read an older form with the version that made it.",
    ),
    "E922": doc(
        "同一次评估的另一份提交读不出来", "another submission of the visit cannot be read",
        "几人各填一份的，缺一份就不是整次评估；只用其余几份，会把一半当成全部。", "Where several filled in a form of one visit, it is not whole without one of them: half would be taken for all.",
        "先改正读不出来的那一份。", "Correct the one that cannot be read.",
    ),
    "F920": doc(
        "提交记录缺少列", "columns that are missing from submissions",
        "导出时没有选这些问题；缺的核查项按未核查，属性按不知道，绝不当作符合。", "They were not exported; a check counts as not checked, an attribute as not known, never as conform.",
        "导出全部问题。", "Export all of the questions.",
    ),
    "W921": doc(
        "审核未通过的提交", "a submission that was rejected",
        "服务器上的审核状态是未通过，这一行没有读取。", "Its reviewer rejected it on the server, so the row is not read.",
        "确要采用，先改审核状态，再导出。", "To use it, change its state on the server, and export again.",
    ),
    "W922": doc(
        "照片没有传完", "photos that are not there yet",
        "服务器上的照片比应有的少：案卷里有文件名，照片还在手机上。", "The server has fewer photos than it expects: the dossier has their names, and the phone has the photos.",
        "让手机联网传完，再归档照片。", "Connect the phone until all are sent, then file the photos.",
    ),
}  # fmt: skip
