/** Billing documents of one kind (bills, refunds, corrective invoices): generated ones by number, named ones by table. */
import { parisTime, readInstant } from '../../wire/instants.js';
import type { WireObject } from '../../wire/json.js';
import type { Query } from '../../wire/query.js';
import type { Reply } from '../../wire/reply.js';
import { forbiddenObject, unknownObject } from '../../wire/reply.js';

export interface Line {
  readonly id: string;
  /** The total of the line. */
  readonly amount: bigint;
  readonly unitPrice: bigint;
  readonly quantity: string;
  readonly description: string;
  readonly domain: string;
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
  /** Digits of the total and of the unit price, where they are not the shortest. */
  readonly token?: string;
  readonly unitToken?: string;
  /** Fields of the line that replace the usual ones; `undefined` leaves one out. */
  readonly patch?: WireObject;
}

export interface BillingDocument {
  readonly id: string;
  /** As written on the wire, with its offset. */
  readonly date: string;
  readonly orderId: bigint;
  readonly category: string;
  readonly currency: string;
  /** VAT in percent. */
  readonly vat: bigint;
  readonly paid: boolean;
  readonly state: 'here' | 'gone' | 'refused';
  readonly lineIds: () => readonly string[];
  readonly line: (id: string) => Line | undefined;
  readonly original?: string | null;
  readonly patch?: WireObject;
}

/** What is cheap to know of a generated document, for filters over many. */
export interface Head {
  readonly id: string;
  readonly instant: number;
  readonly orderId: bigint;
  readonly category: string;
}

export interface Maker {
  readonly count: number;
  readonly head: (index: number) => Head;
  /** The number in an id, whether or not it belongs to a document. */
  readonly indexOf: (id: string) => number | undefined;
  readonly paper: (index: number) => BillingDocument;
}

export class BillingDocuments {
  readonly #named: ReadonlyMap<string, BillingDocument>;
  readonly #generated: readonly Head[];
  readonly #heads: readonly Head[];

  /**
   * `repeated` are ids that the list gives a second time, at its end. Heads are made here, at the start, so that
   * no call waits for them and arrivals are counted when they come.
   */
  constructor(
    readonly idName: string,
    readonly maker: Maker,
    readonly named: readonly BillingDocument[],
    readonly repeated: readonly string[] = [],
    /** The first so many generated documents are not there any more. */
    readonly removed: () => number = () => 0,
    /** Documents that have come since the account was made. */
    readonly later: () => readonly BillingDocument[] = () => [],
  ) {
    this.#named = new Map(named.map((paper) => [paper.id, paper]));
    this.#generated = Array.from({ length: maker.count }, (_, index) => maker.head(index));
    const heads = named.map(headOf);
    const again = heads.filter((head) => repeated.includes(head.id));
    this.#heads = [...heads.slice(0, 3), ...this.#generated, ...heads.slice(3), ...again];
  }

  find(id: string): BillingDocument | undefined {
    const named = this.#named.get(id);
    if (named) return named;
    const index = this.maker.indexOf(id);
    if (index === undefined || index < this.removed()) return undefined;
    if (index >= this.maker.count) return this.later().find((paper) => paper.id === id);
    return this.#generated[index]?.id === id ? this.maker.paper(index) : undefined;
  }

  /** The document, or the reply that explains its absence. */
  open(id: string): BillingDocument | Reply {
    const paper = this.find(id);
    if (!paper || paper.state === 'gone') return unknownObject(this.idName, id);
    return paper.state === 'refused' ? forbiddenObject() : paper;
  }

  /** Heads of the generated documents, by number. */
  generated(): readonly Head[] {
    return this.#generated;
  }

  /** The ids that pass the filters date.from, date.to (both included), category and orderId. */
  list(query: Query): string[] {
    const from = query.instant('date.from') ?? Number.NEGATIVE_INFINITY;
    const to = query.instant('date.to') ?? Number.POSITIVE_INFINITY;
    const category = query.get('category');
    const orderText = query.get('orderId');
    const orderId = orderText === undefined ? undefined : BigInt(orderText);
    const passes = (head: Head): boolean =>
      head.instant >= from &&
      head.instant <= to &&
      (category === undefined || head.category === category) &&
      (orderId === undefined || head.orderId === orderId);
    const removed = new Set(this.#generated.slice(0, this.removed()));
    const heads = [...this.#heads, ...this.later().map(headOf)];
    return heads.filter((head) => passes(head) && !removed.has(head)).map((head) => head.id);
  }
}

export function headOf(paper: BillingDocument): Head {
  const { id, orderId, category, date } = paper;
  return { id, orderId, category, instant: readInstant(date) ?? 0 };
}

export function isBillingDocument(value: BillingDocument | Reply): value is BillingDocument {
  return 'lineIds' in value;
}

export function linesOf(paper: BillingDocument): Line[] {
  return paper.lineIds().flatMap((id) => paper.line(id) ?? []);
}

/** The exact sum of the lines. */
export function totalOf(paper: BillingDocument): bigint {
  return linesOf(paper).reduce((sum, line) => sum + line.amount, 0n);
}

/** A month of history by number, as instants spread over its first days or the whole of it. */
const historyStart = { year: 2019, month: 0 };
const historyMonths = 90;

/** The instant of document `index` of `count`, oldest first by month; mostly on the first days of a month. */
export function historyInstant(index: number, count: number, draw: number, early: boolean): number {
  const month = Math.floor((index * historyMonths) / Math.max(1, count));
  const start = Date.UTC(historyStart.year, historyStart.month + month, 1);
  const days = early ? 3 : 27;
  return start + Math.floor(draw * days * 86_400) * 1000;
}

export const documentDate = parisTime;

/** Fields with replacements; a replacement of `undefined` leaves the field out. */
export function patched(fields: WireObject, patch: WireObject | undefined): WireObject {
  return patch ? { ...fields, ...patch } : fields;
}
