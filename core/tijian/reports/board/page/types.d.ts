/** What the page is given (`tijian/board@1`, docs/board.md) and what its modules pass to each other. For editors and the type checker alone. */

/** A text in both languages; one word where there is no English. */
type Said = [string, string?];
type Dimension = "category" | "district" | "group" | "institution" | "size";
type State = "issued" | "preview" | "uncertain" | "not_assessable";

interface Key {
  key: string;
  title: Said;
  planned: number | null;
  failed: number;
}
interface Ruleset {
  category: number;
  edition: string;
  word: string;
  digest: string;
  status: "illustrative" | "adopted";
  adopted_by: Said | null;
  results: number;
  items: number[];
}
interface Item {
  id: string;
  kind: "site" | "rule" | "test";
  class: string;
  section: string | null;
  title: Said;
  clause: string | null;
}
interface Outcome {
  state: State;
  grade: string | null;
  capable: "yes" | "after_rectification" | "no" | null;
  says: Said | null;
  worst: string | null;
  best: string | null;
  caveats: string[];
  reasons: string[];
}
/** State, then of a test: samples failed, judged, inconclusive; whether it is borderline. */
type Mark = [string, number, number, number, number];
interface Rows {
  id: string[];
  name: string[];
  day: string[];
  category: number[];
  district: number[];
  group: number[];
  institution: number[];
  size: number[];
  ruleset: number[];
  enterprise: number[];
  outcome: number[];
  scores: Record<string, number[]>;
  sections: Record<string, number[]>;
  spans: Record<string, Record<string, string>>;
  marks: string[];
  batches: number[];
  clues: number[];
  due: string[];
}
/** `[number, how often]` */
type Pair = [number, number];
interface Cell {
  category: number;
  district: number;
  group: number;
  institution: number;
  size: number;
  ruleset: number;
  judged: number;
  enterprises: number;
  outcomes: Pair[];
  scores: Record<string, Pair[]>;
  marks: Pair[][];
  batches: Pair[];
  clues: [number, number, number][];
}
interface NotJudged {
  assessment: string;
  category: string;
  enterprise: string;
  district: string;
  institution: string;
  why: [string, ...Said][];
}
interface Leniency {
  title: Said;
  enterprises: number;
  compared: number;
  categories: string[];
  raw: string | null;
  difference: string | null;
  low: string | null;
  high: string | null;
  stands_out: boolean;
}
interface BoardData {
  schema: string;
  title: Said | null;
  about: Said | null;
  planned: number | null;
  first_day: string | null;
  last_day: string | null;
  allow_mixed: boolean;
  dimensions: Record<Dimension, Key[]>;
  rulesets: Ruleset[];
  sections: { id: string; titles: Record<string, Said> }[];
  items: Item[];
  outcomes: Outcome[];
  caveats: Record<string, { sign: string; text: Said }>;
  reasons: Record<string, { sign: string; text: Said }>;
  clues: { code: string; title: Said; urgency: "immediate" | "normal" }[];
  values: [number | string, number | string][];
  marks: Mark[];
  batches: number[][];
  clue_sets: Pair[][];
  not_judged: NotJudged[];
  leniency: Leniency[];
  /** Whether it is known which results are borderline; where it is not said, it is. */
  borderline?: boolean;
  /** Of a batch: rows that were rejected. */
  rejected?: number;
  rows?: Rows;
  cells?: Cell[];
  texts?: Said[];
  detailed: number;
  language: "zh" | "en";
}

interface Finding {
  item: number;
  state: "fail" | "minor";
  note?: string;
  evidence?: string[];
  value?: string;
  required?: number;
  margin?: string;
  unit?: string;
  found?: Said;
  basis?: number;
  sure?: number;
  sign?: string;
  risk?: number;
  correct?: number;
  prevent?: number;
  proof?: number;
  due: string;
  points: string;
}
interface Action {
  id: string;
  due: string;
  title?: number;
  checks?: string[];
  risk?: number;
  correct?: number;
  prevent?: number;
  proof?: number;
  findings?: Finding[];
}
interface Detail {
  uscc?: string;
  coverage?: string;
  grounds?: [number, string[]][];
  caveats?: [string, number][];
  reasons?: number[];
  pending?: number[];
  attributes?: string[];
  diagnoses?: { id: string; says: number; risk?: number; explains?: string[] }[];
  actions?: Action[];
  clues?: { code: string; title: number; urgency: string; facts: Said; law: number; checks: string[]; evidence: string[] }[];
  warnings?: Said[];
}

/** How often each number of a list occurs. */
type Counts = Map<number, number>;
interface Share {
  count: number;
  of: number;
  percent: string | null;
  low: string | null;
  high: string | null;
}
interface Spread {
  n: number;
  spans: number;
  mean: string | null;
  median: string | null;
  lower: string | null;
  upper: string | null;
}
interface CheckRate {
  item: number;
  failed: Share;
  minor: number;
  unknown: number;
  few: boolean;
}
interface ItemRate {
  item: number;
  failed: Share;
  inconclusive: number;
  borderline: number;
  few: boolean;
}

/** Rows or cells, one behind the other: what every count goes through. A unit is a row or a cell. */
interface Source {
  count: number;
  columns: Record<Dimension | "ruleset", Int32Array>;
  judged(unit: number): number;
  outcomes(unit: number, into: Counts): void;
  score(name: string, unit: number, into: Counts): void;
  marks(unit: number, into: Int32Array): void;
  findings(unit: number, flags: Uint8Array): [number, number];
  batches(unit: number, into: Counts): void;
  clues(unit: number, into: Map<number, { clues: number; enterprises: Set<number> | number }>): void;
  enterprises(unit: number, into: People): void;
}
interface People {
  seen: Set<number>;
  more: number;
}

interface Sorting {
  column: string;
  down: boolean;
}
interface Chosen {
  scope: Record<Dimension | "ruleset", Set<string>>;
  outcome: Record<"grade" | "state" | "caveat" | "found" | "check" | "clue", Set<string>>;
  query: string;
  sort: Sorting;
  by: Dimension;
  heat: "capable" | "mean" | "count" | "match";
  rows: "district" | "institution" | "size";
  open: string | null;
}
