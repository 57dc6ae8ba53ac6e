"""What can go wrong above the facts: engines, receipts, results and their files, and the product itself."""

from . import CodeDoc, doc

CODES: dict[str, CodeDoc] = {
    "E701": doc(
        "两个引擎结论不一致", "the engines disagree",
        "同一事实由两个独立的引擎各判一遍，结论必须一致；不一致说明其中一个有错，因此不出结论", "Two independent engines judge the same facts and must conclude alike; where they do not, one of them is wrong, and there is no verdict",
        "连同案卷和评估细则报告此问题；在修好之前不要改用单引擎出具结论", "Report it with the dossier and the ruleset; until it is mended do not issue verdicts by a single engine",
    ),
    "E702": doc(
        "rete 引擎没有得出结论", "the rete engine drew no conclusion",
        "durable-rules 报错，或一批事实没有执行完；不完整的推理不能作数", "durable-rules failed, or a batch of facts did not run to its end; a conclusion half drawn does not count",
        "重试；仍然如此则报告此问题，可先用 --engine direct 查看", "Try again; if it stays so, report it; `--engine direct` shows the result meanwhile",
    ),
    "E703": doc(
        "没有安装 durable-rules", "durable-rules is not installed",
        "要求单用 rete 引擎，而它需要 durable-rules；后者须用 C 编译器安装，且不支持 Python 3.13", "The rete engine was asked for alone, and it needs durable-rules, which is installed with a C compiler and not on Python 3.13",
        "安装 durable-rules，或用 --engine direct", "Install durable-rules, or use `--engine direct`",
    ),
    "W704": doc(
        "只有一个引擎（single-engine）", "single-engine",
        "没有安装 durable-rules，结论没有经第二个引擎核对；结果照样有效，只是少一道核对", "durable-rules is not installed, so no second engine checked the conclusions; the result stands, with one check less",
        "安装 durable-rules（Python 3.12 及以下，需要 C 编译器）", "Install durable-rules (up to Python 3.12, with a C compiler)",
    ),
    "E710": doc(
        "不是结果文件", "not a file of results",
        "结果文件每行是一个 tijian/result@1 对象，由 tijian assess --format json 写出；这个文件里一行也没有", "A file of results holds one tijian/result@1 object a line, as `tijian assess --format json` writes it; this file has none",
        "案卷和核查表先评估成结果：tijian assess 案卷.yaml --format json -o 结果.jsonl；verify 的顺序是 tijian verify 结果.jsonl 案卷.yaml …", "Assess dossiers and checklists first: `tijian assess DOSSIER.yaml --format json -o RESULTS.jsonl`; the order of verify is `tijian verify RESULTS.jsonl DOSSIER.yaml …`",
    ),
    "E711": doc(
        "输出文件写不进去", "the output cannot be written",
        "目录不存在、没有权限或磁盘已满；文件要么整份写好，要么保持原样", "There is no such directory, no permission, or no room on the disk; a file is written whole or left as it was",
        "换一个位置，或先建目录、改权限、腾出空间", "Choose another place, or make the directory, change its permissions, free some room",
    ),
    "E712": doc(
        "结果行读不出来", "a line of results cannot be read",
        "这一行不是完整的 JSON，有重复的键，或不符合 tijian/result@1：它在写出之后被改动或截断了", "The line is no whole JSON, has a key twice, or does not fit tijian/result@1: it was changed or cut off after it was written",
        "找回原来的文件，或重新评估", "Get the file as it was written, or assess again",
    ),
    "E713": doc(
        "细则中没有这个检查项", "the ruleset has no such check",
        "要解释的编号不在该案卷适用的评估细则中", "The id to be explained is not in the ruleset that applies to the dossier",
        "用 tijian ruleset show 查看编号", "See the ids with `tijian ruleset show`",
    ),
    "E714": doc(
        "没有可测试的案例", "no cases to run",
        "评估细则旁边的 cases 目录里没有 *.yaml，或没有一个案例的评估日期落在所指版本的适用期内", "There is no *.yaml in `cases` beside the ruleset, or no case has a date of assessment on which the edition named is in force",
        "在 <品类>/cases/ 中写案例，或核对编号和日期", "Write cases in `<category>/cases/`, or check the id and the dates",
    ),
    "E715": doc(
        "不覆盖别人的文件", "a file that is not the demonstration's is not overwritten",
        "tijian demo --out 的目录里，有的文件写后改动过，或不在 SHA256SUMS 中，可能是您的；为了不丢失，什么也没有写", "The directory of `tijian demo --out` has a file that was changed since it was written, or that SHA256SUMS does not list, perhaps yours; nothing was written, lest it be lost",
        "换一个目录，或先删除这些文件", "Choose another directory, or delete the files first",
    ),
    "E716": doc(
        "不是演示的目录", "the directory is not the demonstration's",
        "tijian demo --out 只写入空的目录，或同一演示写过的目录（有它的 SHA256SUMS）；别的目录里的东西不碰", "`tijian demo --out` writes into an empty directory, or into one that the same demonstration wrote (with its SHA256SUMS); what is in any other is not touched",
        "换一个空的或新的目录", "Name an empty or a new directory",
    ),
    "E799": doc(
        "内部错误", "an internal error",
        "程序自身出错，不是输入的问题；没有得出任何结论", "The product itself is at fault, not the input; nothing was concluded",
        "设 TIJIAN_DEBUG=1 重试，把显示的详情连同输入一起报告", "Try again with TIJIAN_DEBUG=1 and report what it shows, with the input",
    ),
}  # fmt: skip
