// Writes a dataset of FOCUS into files: checked row by row on the way, and put in place whole.
import { FocusChecker } from '../../../reports/focus/check/checker.js';
import { ucentsOf } from '../../../reports/focus/check/formats.js';
import type { FocusValue, Violation } from '../../../reports/focus/check/rule.js';
import { type WrittenColumn, writtenColumns } from '../../../reports/focus/columns/datasets.js';
import { decimalOf } from '../../../reports/focus/files/cells.js';
import {
  type AbsentDocument,
  absentDocuments,
  type FocusMonth,
  type FocusSelection,
  payables,
  readMonths,
} from '../../../reports/focus/files/read-months.js';
import type { Purchases } from '../../../reports/sql/view.js';
import { csvFormat } from '../../destinations/formats/csv.js';
import type { FileColumn, FileFormat } from '../../destinations/formats/format.js';
import { parquetFormat } from '../../destinations/formats/parquet.js';
import { targetOf } from '../../disk/target.js';
import { writeWhole } from '../../disk/whole-file.js';
import { ConfigError } from '../../model/errors.js';
import type { QuerySession } from '../../model/query.js';
import { MONTH_IN_NAME } from './month-in-name.js';

export interface FocusExportRequest extends FocusSelection {
  purchases: Purchases;
  /** A file that ends in `.csv` or `.parquet`; with `{month}` in its name, one file a month. */
  out: string;
}

export interface FocusSum {
  month: string;
  currency: string;
  rows: number;
  /** Sum of BilledCost, a decimal. Null for a dataset without costs. */
  billed: string | null;
}

export interface FocusExport {
  dataset: FocusSelection['dataset'];
  version: FocusSelection['version'];
  purchases: Purchases;
  files: { path: string; rows: number; months: string[] }[];
  rows: number;
  documents: number;
  /** By month and currency. */
  sums: FocusSum[];
  /** Broken rules of the strict check. None, unless something is wrong. */
  violations: Violation[];
  /** Documents that are in no file. */
  absent: AbsentDocument[];
}

/**
 * @param session with the views of the mart, made with the same `purchases`
 * @throws ConfigError for a name that cannot be used, or where no row is of these months: then nothing is written
 */
export async function exportFocus(session: QuerySession, request: FocusExportRequest): Promise<FocusExport> {
  const format = formatOf(request.out);
  const { dataset, version, purchases, isAscii, out } = request;
  const columns = writtenColumns(dataset, version, isAscii);
  const known = { payable: await payables(session), purchases };
  const names = columns.map(({ name }) => name);
  const seen = new SeenRows(names, new FocusChecker(names, { dataset, version, isOurs: true, known }));
  const months = seen.watch(readMonths(session, request));
  const files: FocusExport['files'] = [];
  for (let next = await months.next(); !next.done; next = await months.next()) {
    const isByMonth = out.includes(MONTH_IN_NAME);
    const path = isByMonth ? out.replaceAll(MONTH_IN_NAME, next.value.month) : out;
    const file: FocusExport['files'][number] = { path, rows: 0, months: [] };
    const part = isByMonth ? only(next.value) : rest(next.value, months);
    await writeWhole(targetOf(path), format.write(columns.map(fileColumn), blocks(part, file)), 'owner');
    files.push(file);
  }
  if (files.length === 0) throw nothing(request);
  return {
    dataset,
    version,
    purchases,
    files,
    ...seen.result(),
    absent: await absentDocuments(session, request),
  };
}

/** @throws ConfigError */
export function formatOf(out: string): FileFormat {
  if (/\.csv$/i.test(out)) return csvFormat({ delimiter: ',', decimal: '.', formulas: 'keep', bom: false });
  if (/\.parquet$/i.test(out)) return parquetFormat({ compression: 'snappy' });
  throw new ConfigError([
    {
      code: 'option-value',
      where: '--out',
      message: `"${out}" must end in .csv or .parquet`,
    },
  ]);
}

/** Digits before and after the point: amounts have 8 after it, quantities and prices at the most 18. */
function fileColumn({ name, type, source }: WrittenColumn): FileColumn {
  if (type === 'Date/Time') return { name, type: 'timestamp' };
  if (type !== 'Decimal') return { name, type: 'text' };
  const isCost = 'field' in source && (source.as === 'cost' || source.as === 'amount');
  return { name, type: 'decimal', digits: isCost ? [20, 8] : [20, 18] };
}

async function* only(month: FocusMonth): AsyncGenerator<FocusMonth> {
  yield month;
}

async function* rest(first: FocusMonth, others: AsyncIterable<FocusMonth>): AsyncGenerator<FocusMonth> {
  yield first;
  yield* others;
}

/** The rows of a file, counted in it. */
async function* blocks(
  months: AsyncIterable<FocusMonth>,
  file: { rows: number; months: string[] },
): AsyncGenerator<FocusValue[][]> {
  for await (const { month, rows } of months) {
    file.months.push(month);
    file.rows += rows.length;
    yield rows;
  }
}

function nothing({ from, until, accounts }: FocusExportRequest): ConfigError {
  const months =
    from === undefined && until === undefined
      ? ''
      : ` of ${from ?? 'the first month'} to ${until ?? 'the last'}`;
  const who = accounts === undefined ? '' : ` of ${accounts.join(', ')}`;
  return new ConfigError([
    {
      code: 'option-value',
      where: from === undefined ? (until === undefined ? 'destination' : '--until') : '--from',
      message: `there is no document${months}${who}: nothing was written`,
    },
  ]);
}

/** What is told of the rows once they are written. */
class SeenRows {
  readonly #sums = new Map<string, { month: string; currency: string; rows: number; ucents: bigint }>();
  readonly #documents = new Set<string>();
  readonly #places: { cost: number; currency: number; document: number[] };

  constructor(
    names: readonly string[],
    private readonly checker: FocusChecker,
  ) {
    const place = (name: string) => names.indexOf(name);
    this.#places = {
      cost: place('BilledCost'),
      currency: place('BillingCurrency'),
      document: ['BillingAccountId', 'x_OvhDocumentType', 'InvoiceId'].map(place),
    };
  }

  get rows(): number {
    return this.checker.rows;
  }

  async *watch(months: AsyncIterable<FocusMonth>): AsyncGenerator<FocusMonth> {
    for await (const month of months) {
      for (const row of month.rows) this.#see(month.month, row);
      yield month;
    }
  }

  #see(month: string, row: readonly FocusValue[]): void {
    this.checker.see(row);
    const { cost, currency, document } = this.#places;
    const code = row[currency] ?? '';
    const sum = this.#sums.get(`${month} ${code}`) ?? { month, currency: code, rows: 0, ucents: 0n };
    sum.rows++;
    sum.ucents += ucentsOf(row[cost] ?? null) ?? 0n;
    this.#sums.set(`${month} ${code}`, sum);
    if (cost >= 0) this.#documents.add(document.map((place) => row[place]).join(' '));
  }

  result(): Pick<FocusExport, 'rows' | 'documents' | 'sums' | 'violations'> {
    const hasCosts = this.#places.cost >= 0;
    return {
      rows: this.rows,
      documents: this.#documents.size,
      sums: [...this.#sums.values()].map(({ month, currency, rows, ucents }) => ({
        month,
        currency,
        rows,
        billed: hasCosts ? decimalOf(ucents) : null,
      })),
      violations: this.checker.violations(),
    };
  }
}
