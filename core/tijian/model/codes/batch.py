"""成批评估 What can be wrong with a batch: its input as a whole, OUT, workers, the audit (E98x, E99x)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    "E980": doc(
        "输出目录里有别的东西", "the output directory holds something else",
        "一批的结论只和它自己的文件放在一起：混进别的，没人说得清哪些行算数", "The verdicts of a batch stand with its own files alone: mixed with others, nobody could say which rows count",
        "换一个空目录；接着做一次没做完的，加 --resume", "Name an empty directory; to go on with a batch that was not finished, add --resume",
    ),
    "E981": doc(
        "输入和输出互相包含", "input and output lie in one another",
        "这一次的输出会成为下一次的输入，同一份案卷就评了两次", "The output of one run would be the input of the next, and a dossier would be judged twice",
        "把输出目录放在输入之外", "Name an output directory outside of the input",
    ),
    "E982": doc(
        "接着做的不是同一批", "not the batch that was begun here",
        "--resume 只接着做同样的输入、同样的细则、同样的选项、同样的版本，否则一半的结论来自别处", "--resume goes on only with the same input, rulesets, options and versions; else half of the verdicts would be of something else",
        "恢复当时的输入和选项，或换一个目录重新做", "Use the input and options of then, or name another directory to begin anew",
    ),
    "E983": doc(
        "没有可评估的", "nothing to judge",
        "输入是宽表 Parquet（一份、一个目录、每品类每版本一个目录），或案卷：.jsonl、YAML、核查表、评估行动的目录", "The input is wide Parquet (a file, a directory, a directory for each category and edition), or dossiers: .jsonl, YAML, checklists, a campaign's directory",
        "核对路径", "Check the path",
    ),
    "E984": doc(
        "宽表不是按这里的细则排的", "laid out by another ruleset than the one here",
        "宽表的列由细则定，每份文件写明它的摘要；细则改动过，同名的列就可能是另一个意思", "A ruleset settles the columns of its wide rows, and each file states its digest; by a changed ruleset a column of the same name may mean something else",
        "用当时的细则（--ruleset-path 目录 --prefer 目录），或由案卷重新转换", "Use the ruleset of then (--ruleset-path DIR --prefer DIR), or convert the dossiers again",
    ),
    "E985": doc(
        "工作进程的版本不同", "a worker has another version",
        "各处的输出一个字节也不能不同，所以版本不同（Tijian、Polars、插件）的工作进程不做", "The output must be the same to the byte wherever it is made, so a worker of another version (Tijian, Polars, plugins) does not judge",
        "各处装同样的版本", "Install the same versions everywhere",
    ),
    "E986": doc(
        "行数对不上", "the rows do not add up",
        "读入的行 = 评估的行 + 拒收的行，每个分片都核对；对不上说明程序有错，这一分片不写出", "Rows in = rows judged + rows rejected, checked for each partition; where it fails the program is at fault, and the partition is not written",
        "请报告此问题", "Please report it",
    ),
    "E987": doc(
        "复核不符", "the audit found a difference",
        "每一批都抽出一些行，由 direct 和 rete 两个引擎另评一遍；与批量引擎差一个数字，整批就不可信", "Of every batch some rows are judged again by the direct and rete engines; where one digit differs from the batch engine, the whole batch cannot be trusted",
        "请连同指出的案卷报告；查明之前不要使用这批结论", "Please report it with the dossier that is named; do not use the verdicts until it is explained",
    ),
    "E988": doc(
        "评估一个分片的进程一再死掉", "the process that judges a partition dies again and again",
        "多半是内存不足，被操作系统终止。别的分片照常，已完成的都在", "Most likely memory ran out and the system ended it. The other partitions go on, and what is done stays done",
        "换小的 --partition-rows，少用 --workers，再加 --resume", "Use smaller --partition-rows or fewer --workers, and add --resume",
    ),
    "E989": doc(
        "输出写不进去", "the output cannot be written",
        "磁盘满了，或没有权限。文件先写在旁边、同步、再改名，所以没有写了一半的留下", "The disk is full, or there is no permission. A file is written beside its place, synced and renamed, so that no half of one is left",
        "腾出空间或改权限，再加 --resume", "Make room or change the permissions, and add --resume",
    ),
    "E990": doc(
        "集群没有应答", "the cluster does not answer",
        "--engine-url 指的是 Dask 调度器；它和至少一个工作进程要已启动", "--engine-url names a Dask scheduler; it and at least one worker must be running",
        "核对地址和防火墙，见 docs/cluster.md", "Check address and firewall, see docs/cluster.md",
    ),
    "E991": doc(
        "Parquet 读不出来", "Parquet that cannot be read",
        "文件被截断、损坏、不是 Parquet，或没有写明是哪个细则的宽表", "The file is cut off, damaged, no Parquet, or does not say which ruleset its rows are laid out by",
        "重新取得这份文件，再加 --resume", "Get the file again, and add --resume",
    ),
    "E992": doc(
        "没有安装成批评估的软件包", "the packages for batches are not installed",
        "成批评估用 Polars 和 PyArrow，集群用 Dask；只评几份案卷的人不需要它们", "Batches need Polars and PyArrow, clusters Dask; who judges a few dossiers needs none of them",
        "运行 pip install 'tijian[batch]'", "Run pip install 'tijian[batch]'",
    ),
    "E993": doc(
        "工作进程看不到输出目录", "a worker does not see the output directory",
        "分片的文件由工作进程直接写入，所以输入和输出要在每台机器都看得到的文件系统上，路径相同", "Workers write the files of a partition themselves, so input and output must be on a file system that every machine sees at the same path",
        "用共享的目录", "Use a shared directory",
    ),
    "E995": doc(
        "合计得不出这种报告", "counts do not give this report",
        "个体报告要逐家写出发现、整改和期限，一批只留每家的一行结论：要点名，并由当时的案卷重新评估", "A report on an enterprise names each finding, correction and deadline, and a batch keeps but a row of each: the assessments must be named, and are judged again from their dossiers",
        "用 --only 编号 点名（可多次给出），宽表用 --from 给出当时的 IN", "Name them with --only ASSESSMENT (may be given again), and with --from the IN of then where it was wide",
    ),
    "E996": doc(
        "点名的评估不在，或与那一批不同", "a named assessment is not there, or not as it was",
        "编号写错了，那一行被拒收了，或案卷在成批评估之后改动过", "The number is wrong, its row was rejected, or its dossier was changed after the batch",
        "核对 OUT/verdicts 和 OUT/rejected；改动过的重新成批评估", "Look it up in OUT/verdicts and OUT/rejected; judge what was changed in a batch again",
    ),
    "E997": doc(
        "没有合计的一批", "a batch without counts",
        "比较、看板和报告只读 OUT/counts；用 --no-counts 做的一批只有判定", "Comparison, board and reports read OUT/counts alone; a batch made with --no-counts has only the verdicts",
        "不用 --no-counts，换一个 OUT 再做一次", "Make it again without --no-counts, in another OUT",
    ),
    "E994": doc(
        "不是做完的一批", "not a batch that is done",
        "没有 summary.json 的目录是没做完的一批，由它得出的比例会少算", "A directory without summary.json is a batch that was not finished; shares drawn from it would miss some",
        "用 tijian batch --resume 做完", "Finish it with tijian batch --resume",
    ),
}  # fmt: skip
