"""成批评估 Millions of dossiers: wide Parquet in, verdicts out, partition by partition, on this machine or on a cluster.

`tijian batch` comes in by `running`. A partition is judged by `worker.judge_partition` wherever it is, and leaves its files whole or not
at all (`shelf`); who calls it is an executor's matter (`executors`). `counts` gathers what boards and reports of millions are drawn from.
"""
