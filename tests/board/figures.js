/** The figures of the page for an address, in the form in which boards.py tells those of `tijian.compare`. */
(address) => {
  const { board, Tally, Shared, commonChecks, ownChecks, testsByCategory, batchesOf, groupsOf, crossing, inScope, matcher, read, sectionsOf, sectionScore, cluesOf } = lab;
  const { data } = board;
  const { selection } = read(address, data);
  const units = inScope(board, selection);
  const tally = new Tally(board, units);
  const shared = new Shared(data, tally.rulesets.keys());
  const share = (one) => [one.count, one.of, one.percent, one.low, one.high];
  const spread = (one) => [one.n, one.spans, one.mean, one.median, one.lower, one.upper];
  const key = (by, number) => data.dimensions[by][number].key;
  const check = (one) => [data.items[one.item].id, ...share(one.failed), one.minor, one.unknown, one.few];
  const item = (one) => [data.items[one.item].id, ...share(one.failed), one.inconclusive, one.borderline, one.few];
  const tests = batchesOf(data, tally.batches, tally.averaged);
  const { states } = tally.verdicts;
  const crosses = {};
  for (const row of crossing(board, units, "district", matcher(board, selection)).rows) {
    for (const [column, cell] of row.cells) {
      const { verdicts } = cell;
      crosses[`${key("category", row.key)} ${key("district", column)}`] = [verdicts.judged, verdicts.states.issued, cell.few, cell.mixed, share(verdicts.capable), cell.total.mean];
    }
  }
  return {
    judged: tally.verdicts.judged,
    enterprises: tally.enterprises,
    states: [states.issued, states.preview, states.uncertain, states.not_assessable],
    grades: tally.verdicts.grades.filter((one) => one.share.count).map((one) => [one.grade, one.capable, ...share(one.share)]),
    capable: share(tally.verdicts.capable),
    caveats: tally.verdicts.caveats,
    reasons: tally.verdicts.reasons,
    total: spread(tally.spread("total")),
    site: spread(tally.spread("site")),
    tests: spread(tally.spread("tests")),
    sections: Object.fromEntries(sectionsOf(tally).map((id) => [id, spread(tally.spread(sectionScore(id)))]).filter(([, one]) => one[0] || one[1])),
    groups: Object.fromEntries(["category", "district", "group", "institution", "size"].map((by) => [by, groupsOf(board, units, by).map((one) => [
      key(by, one.key), one.word, one.judged, one.enterprises, one.few, one.mixed, share(one.verdicts.capable), spread(one.total), [one.findings.count, one.findings.of], one.clues, one.rank, one.unranked,
    ])])),
    crosses,
    common: commonChecks(tally, shared).map(check),
    own: ownChecks(tally, shared).map((part) => [key("category", part.category), part.word, part.checks.map(check)]),
    sampled: [[share(tests.any), share(tests.safety), share(tests.usability), share(tests.label), tests.sampled]],
    items: testsByCategory(tally).map((part) => [key("category", part.category), part.word, part.sampled, share(part.any), part.items.map(item)]),
    clues: cluesOf(tally).map((one) => [data.clues[one.code].code, one.clues, one.enterprises]).sort((a, b) => (a[0] < b[0] ? -1 : 1)),
  };
};
