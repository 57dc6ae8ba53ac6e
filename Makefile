# Two commands for a newcomer: make demo · make test. Each prepares .venv from requirements.lock by itself (see dev.py, which is the same on Windows).
#   make demo      2021 年评估行动:看板和四种报告,写入 demo-output · the campaign of 2021: board and four reports, in demo-output
#   make test      全部检查与测试 · every check and test          make test ARGS="tests/house -k lock"
#   make lint      ruff, mypy --strict, import-linter
#   make format    整理代码 · format the tree
#   make lock      重写 requirements.lock · write requirements.lock anew    make lock ARGS=--upgrade
#   make bench     测速 · the benchmarks
#   make portable  在 Python 3.13 上的快速测试(无 durable-rules) · the quick tests on Python 3.13, without durable-rules

PYTHON ?= python3
TARGETS := demo test lint format lock bench portable

.PHONY: help $(TARGETS)
help:
	@sed -n 's/^#   //p' Makefile

$(TARGETS):
	@$(PYTHON) dev.py $@ $(ARGS)
