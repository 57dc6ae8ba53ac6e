"""The counts of one partition, from which comparisons and boards of millions are drawn: never a row of a single dossier.

One row for all dossiers that agree in district, institution, group and size, with these columns; adding the rows of all partitions up is
all that a comparison needs, in whatever order. Lists that belong together stand beside one another.

    judged first_day last_day
    outcome:<state>/<row>/<worst>/<reasons>/<caveats>    verdicts: issued, preview, uncertain, not_assessable; the deciding row; the numbers
                                                         of what keeps one from being issued and of the caveats on figures (`beside`)
    state:<check>:<state>                                checks in a state
    state:<test>:<state>/<failed>/<judged>/<open>/<borderline>    tests whose samples say more than the state: how many
    <score>:got <score>:of <score>:counts <score>:spans  total, site, tests, section:<id> of issued verdicts: the share, and how often; open
    lots:<failed>/<judged>/…                             dossiers by their sample batches, failed and judged: any, key, general, minor
    diagnosis:<id> clue:<rule> raised:<code> clued:<code>    what is established; clues by hand; `clued` counts dossiers, once a code
    due:day due:actions due:dossiers                     what is to be put right by when
    common:… own:…  findings known counts                dossiers by findings among known checks: those of all datasets, and of this one
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..compare.batches import CLASSES, Tested, lots_of, mark_of
from ..compare.checks import items_of
from ..engines.columnar import Judged
from ..engines.columnar.states import FAIL, INCONCLUSIVE, MINOR, NAMES, PASS
from .deadlines import deadlines
from .judges import Judges

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    Counted = Iterator[tuple[str, np.ndarray[Any, Any]]]

KEYS: Final = ("district", "institution", "group", "size")
LISTS: Final[Mapping[str, tuple[str, ...]]] = {"due": ("actions", "dossiers"), "common": ("counts",), "own": ("counts",)}  # what is summed
LISTED: Final[Mapping[str, tuple[str, ...]]] = {"due": ("day",), "common": ("findings", "known"), "own": ("findings", "known")}  # by what
PLAIN_MARKS: Final = {"fail": (1, 1, 0, 0), "pass": (0, 1, 0, 0)}  # of a test on one sample; every other state: no batch
NO_MARK: Final = (0, 0, 0, 0)
_LOWEST: Final = min(NAMES)  # the states, shifted by it, count from 0
_SPAN: Final = 16  # and stay below this
_TABLE: Final = 1 << 20  # different keys that are counted in a table
_BITS: Final = 62  # of a key that several numbers are put into
_AT: Final = "counts:group"


def counts_of(judges: Judges, good: "pl.DataFrame", judged: Judged, common: Sequence[str]) -> "pl.DataFrame":
    """The counts of rows that were judged, in the order of their keys. `common`: the checks that every dataset of the batch has."""
    import polars as pl

    keyed = good.select(pl.col(name).cast(pl.String).fill_null("") for name in KEYS)
    groups = keyed.unique().sort(KEYS).with_row_index(_AT)
    at = keyed.join(groups, on=KEYS, how="left", maintain_order="left").get_column(_AT)
    days = good.select(at, "assessed_on").group_by(_AT)
    told = days.agg(pl.len().cast(pl.Int64).alias("judged"), first_day=pl.col("assessed_on").min(), last_day=pl.col("assessed_on").max())
    frame = groups.join(told, on=_AT, how="left", maintain_order="left").drop(_AT)
    counter = _Counter(judges, good, judged, at, groups.height)
    counted: dict[str, Any] = dict(sorted(counter.outcomes()))
    counted |= dict(counter.states())
    counted |= dict(sorted(counter.lots()))
    counted |= dict(sorted(counter.established()))
    frame = frame.hstack([pl.Series(name, column, pl.Int64) for name, column in counted.items()])
    own = [item.id for item in items_of(judges.program)]
    lists = [*counter.scores(), *counter.due(), *counter.findings("common", common), *counter.findings("own", own)]
    return frame.hstack(lists)


def score_names(columns: Sequence[str]) -> list[str]:
    """The scores that counts have."""
    return [name.removesuffix(":spans") for name in columns if name.endswith(":spans")]


class _Counter:
    """One partition, being counted. `at`: of each row the number of its group."""

    def __init__(self, judges: Judges, good: "pl.DataFrame", judged: Judged, at: "pl.Series", groups: int) -> None:
        assert judged.states is not None
        assert judged.beside is not None
        assert judged.established is not None
        self._judges, self._good, self._at, self._groups = judges, good, at, groups
        self._verdicts, self._states, self._beside, self._established = judged.verdicts, judged.states, judged.beside, judged.established
        self._plainly = judged.plainly
        self._place = at.to_numpy()

    def outcomes(self) -> "Counted":
        """Of each row its verdict, why it is not issued, and what stands beside it."""
        import polars as pl

        nothing, certain, issued = pl.col("worst").is_null(), pl.col("certain"), pl.col("issued")
        state = (
            pl.when(nothing)
            .then(pl.lit("not_assessable"))
            .when(~certain)
            .then(pl.lit("uncertain"))
            .when(issued)
            .then(pl.lit("issued"))
            .otherwise(pl.lit("preview"))
        )
        parts = [state, *(pl.col(name).cast(pl.String).fill_null("") for name in ("row", "worst", "reasons", "caveats"))]
        said = [self._verdicts.get_column(name) for name in ("worst", "certain", "issued")]
        beside = [self._beside.get_column(name) for name in ("row", "reasons", "caveats")]
        kinds = pl.DataFrame([self._at.alias(_AT), *said, *beside]).group_by(pl.all()).len()  # few: words are made of these alone
        for name, counts in self._summed(kinds.select(_AT, pl.concat_str(parts, separator="/").alias("item"), "len")):
            yield f"outcome:{name}", counts

    def states(self) -> "Counted":
        """Every check in every state that occurs; of a test also what its samples say."""
        import numpy as np

        tests = {check.id for check in self._judges.program.checks.values() if check.kind == "test"}
        for check, table in self._tables():
            odd: dict[str, np.ndarray[Any, Any]] = {}
            if check in tests:
                odd = self._odd_marks(check, self._states.get_column(check).to_numpy())
                for name, counts in odd.items():
                    number = next(one for one, word in NAMES.items() if word == name.partition("/")[0])
                    table[:, number - _LOWEST] -= counts
            for column in np.flatnonzero(table.any(axis=0)).tolist():
                yield f"state:{check}:{NAMES[column + _LOWEST]}", table[:, column]
            yield from ((f"state:{check}:{name}", odd[name]) for name in sorted(odd))

    def _tables(self) -> "Iterator[tuple[str, np.ndarray[Any, Any]]]":
        """For each check how many rows of each group are in which state: several in one pass, by the states that they have together."""
        import numpy as np

        together = 3 if self._groups <= _SPAN else 2 if self._groups <= _SPAN**2 else 1
        place = self._place.astype(np.int64) * _SPAN**together
        for first in range(0, self._states.width, together):
            checks = self._states.columns[first : first + together]
            joint = np.zeros(self._states.height, np.uint16)
            for check in checks:
                joint *= _SPAN
                joint += (self._states.get_column(check).to_numpy() - _LOWEST).view(np.uint8)
            table = np.bincount(place + joint, minlength=self._groups * _SPAN**together)
            shape = [self._groups, _SPAN ** (together - len(checks)), *[_SPAN] * len(checks)]
            for axis, check in enumerate(checks, start=2):
                yield check, table.reshape(shape).sum(axis=tuple(other for other in range(1, len(shape)) if other != axis))

    def _odd_marks(self, test: str, state: "np.ndarray[Any, Any]") -> "dict[str, np.ndarray[Any, Any]]":
        """Where the samples of a test say more than its state: reported without being judged, several of them, borderline."""
        import numpy as np

        found: dict[str, np.ndarray[Any, Any]] = {}
        reported = self._beside.get_column(f"open:{test}").fill_null(value=False)
        if reported.any() and (reported := reported.to_numpy() & (state == INCONCLUSIVE)).any():
            found["inconclusive/0/0/1/0"] = np.bincount(self._place[reported], minlength=self._groups)
        for place, said in self._plainly.items():
            if test in said["samples"]:
                word = said["states"][test]
                mark = mark_of(Tested(test, "", *said["samples"][test]))
                if mark != PLAIN_MARKS.get(word, NO_MARK):
                    found.setdefault("/".join(map(str, (word, *mark))), np.zeros(self._groups, np.int64))[self._place[place]] += 1
        return found

    def lots(self) -> "Counted":
        """Dossiers by their sample batches, failed and judged, of any class and of each."""
        import numpy as np
        import polars as pl

        tests = [check for check in self._judges.program.checks.values() if check.kind == "test"]
        parts = []
        for class_ in CLASSES:
            known, failed = np.zeros(self._states.height, np.bool_), np.zeros(self._states.height, np.bool_)
            for check in tests:
                if class_ in ("", check.class_):
                    state = self._states.get_column(check.id).to_numpy()
                    failed |= state == FAIL
                    known |= (state == FAIL) | (state == PASS)
            both = [failed.astype(np.int16), known.astype(np.int16)]
            for place, said in self._plainly.items():
                lots = lots_of(
                    Tested(name, self._judges.program.checks[name].class_, *samples) for name, samples in said["samples"].items()
                )
                both[0][place], both[1][place] = lots.get(class_, (0, 0))
            parts += [pl.Series(f"{class_}:{word}", one) for word, one in zip(("failed", "judged"), both, strict=True)]
        told = self._kinds(pl.DataFrame([self._at.alias(_AT), *parts]))
        words = pl.concat_str([one.name for one in parts], separator="/").alias("item")
        for name, counts in self._summed(told.select(_AT, words, "len")):
            yield f"lots:{name}", counts

    def established(self) -> "Counted":
        """Diagnoses, clues by rule and by hand, and dossiers with a clue of a code."""
        import numpy as np

        clued: dict[str, np.ndarray[Any, Any]] = {}
        for name in self._established.columns:
            truth = self._established.get_column(name).fill_null(value=False)
            if truth.any():
                there = truth.to_numpy()
                yield name, np.bincount(self._place[there], minlength=self._groups)
                kind, _, rule = name.partition(":")
                if kind == "clue":
                    code = self._judges.program.ruleset.clues[rule].code
                    clued[code] = clued.get(code, np.zeros(len(there), np.bool_)) | there
        raised: dict[str, np.ndarray[Any, Any]] = {}
        for place, said in self._plainly.items():
            for code, times in Counter(said["raised"]).items():
                raised.setdefault(code, np.zeros(self._groups, np.int64))[self._place[place]] += times
                clued.setdefault(code, np.zeros(self._established.height, np.bool_))[place] = True
        yield from ((f"raised:{code}", counts) for code, counts in raised.items())
        yield from ((f"clued:{code}", np.bincount(self._place[there], minlength=self._groups)) for code, there in clued.items())

    def scores(self) -> "Iterator[pl.Series]":
        """The issued scores of each group, exactly: each share in lowest terms, how often, and how many have two ends."""
        import numpy as np
        import polars as pl

        names = self._judges.plan.verdicts.beside.names
        columns = [self._beside.get_column(f"{name}:{part}") for name in names for part in ("got", "of")]
        issued = pl.DataFrame([self._at.alias(_AT), *columns]).filter(self._verdicts.get_column("issued"))
        for name in names:
            got, of = pl.col(f"{name}:got").fill_null(0).alias("got"), pl.col(f"{name}:of").fill_null(-1).alias("of")
            kinds = self._kinds(issued.select(_AT, got, (of + 1).alias("of"))).with_columns(pl.col("of") - 1)  # -1: no score
            spans = kinds.filter(pl.col("of") == 0)
            known = kinds.filter(pl.col("of") > 0)
            common = np.gcd(known.get_column("got").to_numpy(), known.get_column("of").to_numpy())
            lowest = known.with_columns(pl.col("got") // pl.Series(common), pl.col("of") // pl.Series(common))
            yield from self._listed(lowest, name, ("got", "of"), {"counts": pl.col("len").sum()})
            open_ = np.bincount(spans.get_column(_AT).to_numpy(), spans.get_column("len").to_numpy(), self._groups)
            yield pl.Series(f"{name}:spans", open_.astype(np.int64), pl.Int64)

    def due(self) -> "Iterator[pl.Series]":
        """What is to be put right by when: actions, and dossiers with any."""
        import polars as pl

        parts = []
        for days, actions in deadlines(self._judges.program, self._states, self._established).items():
            where = pl.Series(actions > 0)
            day = self._good.get_column("assessed_on").filter(where).to_physical() + days
            parts.append(pl.DataFrame([self._at.alias(_AT).filter(where), day.alias("day"), pl.Series("actions", actions).filter(where)]))
        empty = pl.DataFrame(schema={_AT: self._at.dtype, "day": pl.Int32, "actions": pl.Int16})
        kinds = self._kinds(pl.concat([empty, *parts]))
        told = kinds.select(_AT, pl.col("day").cast(pl.Date), pl.col("actions").cast(pl.Int64) * pl.col("len").alias("actions"), "len")
        yield from self._listed(told, "due", ("day",), {"actions": pl.col("actions").sum(), "dossiers": pl.col("len").sum()})

    def findings(self, name: str, checks: Sequence[str]) -> "Iterator[pl.Series]":
        """Dossiers by how many of these checks are known, and found at fault."""
        import numpy as np
        import polars as pl

        size = np.uint8 if len(checks) < 256 else np.uint16
        bad, known = np.zeros(self._states.height, size), np.zeros(self._states.height, size)
        for check in checks:
            state = self._states.get_column(check).to_numpy().view(np.uint8)
            np.add(bad, (state - np.uint8(MINOR) < 2).view(np.uint8), out=bad)  # minor and fail are neighbours, and pass is before them
            np.add(known, (state - np.uint8(PASS) < 3).view(np.uint8), out=known)
        told = self._kinds(pl.DataFrame([self._at.alias(_AT), pl.Series("findings", bad), pl.Series("known", known)]))
        both = told.with_columns(pl.col("findings", "known").cast(pl.Int64))
        yield from self._listed(both, name, ("findings", "known"), {"counts": pl.col("len").sum()})

    def _listed(self, told: "pl.DataFrame", name: str, by: Sequence[str], sums: "Mapping[str, pl.Expr]") -> "Iterator[pl.Series]":
        """Sums of the rows of each group that agree in `by`, as lists in its order."""
        import polars as pl

        summed = told.group_by(_AT, *by).agg(one.cast(pl.Int64).alias(part) for part, one in sums.items()).sort(_AT, *by)
        listed = summed.group_by(_AT, maintain_order=True).agg(*by, *sums)
        every = pl.DataFrame({_AT: pl.int_range(self._groups, dtype=pl.UInt32, eager=True)})
        made = every.join(listed, on=_AT, how="left", maintain_order="left")
        yield from (made.get_column(part).alias(f"{name}:{part}") for part in (*by, *sums))

    def _kinds(self, told: "pl.DataFrame") -> "pl.DataFrame":
        """The different rows and how often each is there (`len`). Small whole numbers are put into one, by which grouping is quick."""
        import numpy as np
        import polars as pl

        if not told.height:
            return told.with_columns(pl.lit(0, pl.UInt32).alias("len"))
        sizes = [int(one.max()) + 1 if int(one.min()) >= 0 else 1 << _BITS for one in told]  # type: ignore[arg-type]
        whole = 1
        for size in sizes:
            whole *= size
        if whole.bit_length() > _BITS:
            return told.group_by(pl.all()).len()
        key = pl.lit(0, pl.Int64)
        for name, size in zip(told.columns, sizes, strict=True):
            key = key * size + pl.col(name).cast(pl.Int64)
        keys = told.select(key.alias("key"))
        if whole <= _TABLE:
            counted = np.bincount(keys.get_column("key").to_numpy())
            there = np.flatnonzero(counted)
            made = pl.DataFrame([pl.Series("key", there, pl.Int64), pl.Series("len", counted[there], pl.UInt32)])
        else:
            made = keys.group_by("key").len()
        for name, size in reversed(list(zip(told.columns, sizes, strict=True))):
            made = made.with_columns((pl.col("key") % size).cast(told.schema[name]).alias(name), pl.col("key") // size)
        return made.select(*told.columns, "len")

    def _summed(self, kinds: "pl.DataFrame") -> "Counted":
        """For each item how many rows of each group have it, of (group, item, how many)."""
        import numpy as np

        found: dict[str, np.ndarray[Any, Any]] = {}
        for group, item, count in kinds.iter_rows():
            found.setdefault(item, np.zeros(self._groups, np.int64))[group] += count
        yield from found.items()
