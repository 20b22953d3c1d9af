// Compares files of FOCUS that others have written, such as OVHcloud's own export, with what is loaded.
import { plainly } from './amounts.js';
import { keyParts, type MonthKey, type Sums, type SumsByMonth } from './sums.js';

export interface ComparedMonth extends MonthKey {
  /** Decimals; null where one side has no rows. */
  theirs: ComparedSums | null;
  ours: ComparedSums | null;
  /** Theirs less ours, where both have rows. */
  difference: { untaxed: string; tax: string } | null;
  isEqual: boolean;
  invoices: ComparedInvoices | null;
}

export interface ComparedSums {
  rows: number;
  untaxed: string;
  tax: string;
}

/** Null where their file names no invoices, as before they are issued. */
export interface ComparedInvoices {
  equal: number;
  different: { id: string; theirs: string; ours: string; difference: string }[];
  onlyTheirs: { id: string; cost: string }[];
  onlyOurs: { id: string; cost: string }[];
}

/** Months of their files alone: what is loaded may go back further. */
export function compareSums(theirs: SumsByMonth, ours: SumsByMonth): ComparedMonth[] {
  const months = new Set([...theirs.keys()].map((key) => keyParts(key).month));
  const keys = new Set([
    ...theirs.keys(),
    ...[...ours.keys()].filter((key) => months.has(keyParts(key).month)),
  ]);
  return [...keys].sort().map((key) => compareMonth(keyParts(key), theirs.get(key), ours.get(key)));
}

function compareMonth(key: MonthKey, theirs: Sums | undefined, ours: Sums | undefined): ComparedMonth {
  const difference = theirs && ours && { untaxed: theirs.untaxed - ours.untaxed, tax: theirs.tax - ours.tax };
  return {
    ...key,
    theirs: theirs ? written(theirs) : null,
    ours: ours ? written(ours) : null,
    difference: difference ? { untaxed: plainly(difference.untaxed), tax: plainly(difference.tax) } : null,
    isEqual: difference !== undefined && difference.untaxed === 0n && difference.tax === 0n,
    invoices:
      theirs && ours && theirs.invoices.size > 0 ? compareInvoices(theirs.invoices, ours.invoices) : null,
  };
}

function written({ rows, untaxed, tax }: Sums): ComparedSums {
  return { rows, untaxed: plainly(untaxed), tax: plainly(tax) };
}

function compareInvoices(theirs: Sums['invoices'], ours: Sums['invoices']): ComparedInvoices {
  const both = [...theirs].flatMap(([id, cost]) => {
    const own = ours.get(id);
    return own === undefined ? [] : [{ id, cost, own }];
  });
  const only = (some: Sums['invoices'], others: Sums['invoices']) =>
    sorted([...some].filter(([id]) => !others.has(id)).map(([id, cost]) => ({ id, cost: plainly(cost) })));
  return {
    equal: both.filter(({ cost, own }) => cost === own).length,
    different: sorted(
      both
        .filter(({ cost, own }) => cost !== own)
        .map(({ id, cost, own }) => ({
          id,
          theirs: plainly(cost),
          ours: plainly(own),
          difference: plainly(cost - own),
        })),
    ),
    onlyTheirs: only(theirs, ours),
    onlyOurs: only(ours, theirs),
  };
}

function sorted<T extends { id: string }>(list: T[]): T[] {
  return list.sort((one, other) => (one.id < other.id ? -1 : 1));
}
