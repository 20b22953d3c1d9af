// The strict check of a file of FOCUS, row by row. The official validator passes many wrong values, because it asks of some
// rules that one row of the file keeps them; here every row must.
import { type FocusDataset, type FocusVersion, isIn } from '../columns/column.js';
import { CHARGE_RULES } from './charge-rules.js';
import { columnRules } from './column-rules.js';
import { FILE_RULES } from './file-rules.js';
import { headerViolations } from './header.js';
import { BILLING_PERIOD_RULES, INVOICE_DETAIL_RULES } from './invoice-rules.js';
import type { FileRule, FocusValue, KnownFacts, RowRule, RuleIdentity, Violation } from './rule.js';

const EXAMPLES = 3;

const OF_ROWS: Readonly<Record<FocusDataset, readonly RowRule[]>> = {
  CostAndUsage: CHARGE_RULES,
  InvoiceDetail: INVOICE_DETAIL_RULES,
  BillingPeriod: BILLING_PERIOD_RULES,
};

export function rowRules(dataset: FocusDataset): RowRule[] {
  return [...columnRules(dataset), ...OF_ROWS[dataset]];
}

export function fileRules(dataset: FocusDataset): FileRule[] {
  return FILE_RULES.filter((rule) => rule.dataset === dataset);
}

export interface CheckOptions {
  dataset: FocusDataset;
  version: FocusVersion;
  /** Whether the file is one of ours. */
  isOurs: boolean;
  known?: KnownFacts;
}

interface Bound {
  rule: RuleIdentity;
  places: readonly number[];
  passes(...values: FocusValue[]): boolean;
  end?: (() => readonly string[]) | undefined;
  violation?: Violation;
}

/** Takes the rows of one file in their order. `violations` is called once, at last. */
export class FocusChecker {
  readonly #bound: Bound[];
  readonly #header: Violation[];
  #rows = 0;

  /** @param names of the columns of the file, in their order */
  constructor(names: readonly string[], { dataset, version, isOurs, known = {} }: CheckOptions) {
    const applies = (rule: RuleIdentity & { columns: readonly string[] }) =>
      isIn(version, rule) &&
      (isOurs || !rule.onlyOurs) &&
      rule.columns.every((column) => names.includes(column));
    const places = (columns: readonly string[]) => columns.map((column) => names.indexOf(column));
    this.#header = headerViolations(names, dataset, version);
    this.#bound = [
      ...rowRules(dataset)
        .filter(applies)
        .map((rule): Bound => ({ rule, places: places(rule.columns), passes: rule.holds })),
      ...fileRules(dataset)
        .filter(applies)
        .map((rule): Bound => {
          const { see, end } = rule.begin(known);
          return { rule, places: places(rule.columns), passes: see, end };
        }),
    ];
  }

  /** Rows that were seen. */
  get rows(): number {
    return this.#rows;
  }

  see(row: readonly FocusValue[]): void {
    this.#rows++;
    for (const bound of this.#bound) {
      const values = bound.places.map((place) => row[place] ?? null);
      if (!bound.passes(...values)) note(bound, { row: this.#rows, values });
    }
  }

  violations(): Violation[] {
    for (const bound of this.#bound) {
      for (const what of bound.end?.() ?? []) note(bound, { row: null, values: [], note: what });
    }
    return [...this.#header, ...this.#bound.flatMap(({ violation }) => violation ?? [])];
  }
}

function note(bound: Bound, example: Violation['examples'][number]): void {
  bound.violation ??= { rule: bound.rule, count: 0, examples: [] };
  bound.violation.count++;
  if (bound.violation.examples.length < EXAMPLES) bound.violation.examples.push(example);
}
