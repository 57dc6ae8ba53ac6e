"""The door of the command line: `tijian`. Nothing of the engine is imported here, so that `tijian --help` answers at once."""

import signal
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from . import manners
from .bilingual import Group, Run, Words, option
from .language import Language, chosen

COMMANDS: Final = (
    (
        "demo",
        "tijian_cli.demo:demo",
        Words("用随附的2021年行动演示：汇总、看板、四种报告", "the bundled campaign of 2021: a summary, its board, its reports"),
    ),
    (
        "assess",
        "tijian_cli.assess:assess",
        Words("评估案卷：等级、发现、诊断、线索、整改", "assess dossiers: grade, findings, diagnoses, clues, actions"),
    ),
    (
        "batch",
        "tijian_cli.batch:batch",
        Words(
            "成批评估：宽表进，结论出，可中断，可上集群", "dossiers by the million: wide Parquet in, verdicts out; resumable; on a cluster"
        ),
    ),
    (
        "checklist",
        "tijian_cli.checklist:checklist",
        Words("现场核查表：生成工作簿，读回案卷", "checklists for the site: make the workbook, read it back"),
    ),
    (
        "explain",
        "tijian_cli.explain:explain",
        Words("为什么是这个等级；或一个错误代码是什么意思", "why this grade; or what an error code means"),
    ),
    (
        "verify",
        "tijian_cli.verify:verify",
        Words("按回执重算结果：相同、不同，或评估细则不在这里", "recompute receipts: same, different, or ruleset not here"),
    ),
    (
        "report",
        "tijian_cli.reports:report",
        Words(
            "四种报告：总体、区域、行业、个体；PDF、网页、Word",
            "the four reports: overall, regional, industry, enterprise; PDF, page, Word",
        ),
    ),
    (
        "compare",
        "tijian_cli.compare:compare",
        Words("一个评估行动的全貌：等级、得分、常见问题、线索", "a campaign as a whole: grades, scores, what fails, clues"),
    ),
    (
        "export",
        "tijian_cli.export:export",
        Words("把结果写成别的格式：OSCAL", "results in other formats: OSCAL"),
    ),
    ("ruleset", "tijian_cli.ruleset:ruleset", Words("评估细则：列出、查看、检查、测试", "rulesets: list, show, lint, test")),
    ("plugin", "tijian_cli.plugin:plugin", Words("插件：已加载的和未能加载的", "plugins: those loaded and those that failed")),
    (
        "doctor",
        "tijian_cli.doctor:doctor",
        Words("检查本机：Python、引擎、插件、细则、终端", "examine this machine: Python, engines, plugins, rulesets, terminal"),
    ),
)


class Tijian(Group):
    """The whole command line; it turns every error into words and an exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Settles the language before any option is read."""
        ctx.obj = Run(chosen(args), tuple(args))
        return super().parse_args(ctx, args)

    def main(  # type: ignore[override]  # click has overloads; this is the one form that is called
        self, args: Sequence[str] | None = None, prog_name: str | None = None, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Runs a command; exits with its code, or returns it where `standalone_mode` is off."""
        words = list(sys.argv[1:] if args is None else args)
        manners.prepare_streams()
        code = self._run(words, prog_name, extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, words: list[str], prog_name: str | None, extra: dict[str, Any]) -> int:
        language: Language = chosen(words)
        try:
            returned = super().main(words, prog_name or "tijian", standalone_mode=False, **extra)
        except click.ClickException as error:
            return manners.explain_usage(error, language)
        except (click.Abort, KeyboardInterrupt):
            manners.say(Words("已中断", "interrupted")(language))
            return manners.INTERRUPTED
        except Exception as error:  # noqa: BLE001  # the last door: a person is never shown a raw traceback
            return self._explained(error, language)
        return returned if isinstance(returned, int) else 0

    def _explained(self, error: Exception, language: Language) -> int:
        from tijian.model.problem import TijianError

        if isinstance(error, TijianError):
            return manners.explain_error(error, language)
        return manners.explain_crash(error, language)


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Says which version this is and ends. Asked of the installed package, so that nothing is imported for it."""
    from importlib.metadata import PackageNotFoundError, version

    if asked:
        try:
            number = version("tijian")
        except PackageNotFoundError:  # run from a source tree that was never installed
            number = "0+unknown"
        manners.write_text(f"tijian {number}")
        context.exit()


@click.group(
    "tijian",
    cls=Tijian,
    lazy=COMMANDS,
    what=Words(
        "体检：由实地核查和抽样检测评估企业的质量安全保证能力，得出可以签发的结论。",
        "Tijian (体检, the check-up): assesses the quality and safety capability of enterprises from site checks and sample tests.",
    ),
    examples=(
        ("tijian demo", Words("看一遍全过程", "see all of it once")),
        ("tijian assess 案卷.yaml", Words("评估一份案卷", "assess one dossier")),
    ),
)
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, zh="显示版本", en="show the version")
@click.pass_context
def cli(context: click.Context) -> None:
    """The command line."""


def main() -> int:
    """The entry point `tijian`: runs it and returns its exit code."""
    code: int = cli.main(standalone_mode=False)
    if code == manners.INTERRUPTED:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Python takes a moment to end, and a second Ctrl-C would show its insides
    return code
