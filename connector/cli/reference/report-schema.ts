// The shape of the report that `--report` writes, as a schema: docs/report.schema.json is made of it, and tests hold
// every report to it, so that no key is without its meaning.
import { z } from 'zod';
import type { AccountsReport } from '../../model/accounts-report.js';
import type { CallStatistics } from '../../model/api.js';
import { DRIFT_KINDS, type DriftEntry } from '../../model/drift.js';
import type { Notice } from '../../model/notice.js';
import { LEDGER_STATES, type LedgerCounts, type RunReport, type SourceReport } from '../../model/report.js';

const count = () => z.int().min(0);
const texts = () => z.array(z.string());
/** What every key of a type is, no more and no less. */
type KeysOf<T> = Record<keyof Required<T>, z.ZodType>;

const LEDGER_WORDS: Record<(typeof LEDGER_STATES)[number], string> = {
  loaded: 'Loaded by this run.',
  known: 'Loaded by a run before, and not read again.',
  absent: 'There is none: an answer that the definition expects.',
  gone: '404: it was listed, and is not there any more.',
  expired: '460: the service has expired.',
  refused: '403: the keys may not read it.',
  rejected: 'It came, and does not fit its table.',
  failed: 'No usable answer.',
};

const ledger = z.strictObject({
  listed: count().describe('Objects that the API named. The sum of all others, or `balanced` is false.'),
  ...(Object.fromEntries(
    LEDGER_STATES.map((state) => [state, count().describe(LEDGER_WORDS[state])]),
  ) as Record<(typeof LEDGER_STATES)[number], z.ZodInt>),
} satisfies KeysOf<LedgerCounts>);

const entry = z.strictObject({
  id: z.string().describe('Path parameters, as in `billId=FR1`.'),
  reason: z.enum(LEDGER_STATES).describe('State of the ledger.'),
  status: z.int().optional().describe('HTTP status.'),
  code: z.string().optional().describe("OVHcloud's error code or class, or the network's error code."),
  message: z.string().describe('What OVHcloud answered, and what to do next.'),
  queryId: z.string().optional().describe("OVHcloud's query id, for its support."),
  attempts: z.int().optional(),
});

const notice = z.strictObject({
  code: z.string().describe('For programs: docs/errors.md lists all. Codes may be added.'),
  source: z.string().optional().describe('Technical name of the source object that it is about.'),
  count: count().optional().describe('How many objects, rows, lists or values.'),
  message: z.string().describe('For people; its words may change.'),
} satisfies KeysOf<Notice>);

const sourceKeys = {
  name: z.string().describe('Technical name.'),
  table: z.string(),
  method: z.string(),
  path: z.string().describe('Path template.'),
  loaded: z.boolean().describe('False when it was read only for its ids.'),
  ledger,
  balanced: z.boolean(),
  digests: z
    .strictObject({ listed: z.string(), loaded: z.string() })
    .optional()
    .describe('Digests of the ids: two runs with the same had the same objects.'),
  reads: count().describe('Lists or objects that were asked for.'),
  calls: z
    .strictObject({ single: count(), expanded: count(), batch: count() })
    .describe('Calls by the way of reading, without repeated attempts.'),
  duplicates: count().describe('Items that came twice in one list.'),
  sameKey: count().optional().describe('Rows with the key of another of this run.'),
  blank: count().describe('Parents whose mapped value was empty.'),
  rows: count().describe('Rows written to its table.'),
  deleted: count().describe('Rows that got `_deleted_at`.'),
  columnsAdded: texts(),
  columnsWidened: texts(),
  omitted: texts().describe('Fields that were left out: secrets and personal data.'),
  notes: z.array(notice),
  notLoaded: z.array(entry).describe('The first entries; `source-ovhcloud ledger` has all.'),
  notLoadedTotal: count(),
} satisfies KeysOf<SourceReport>;

const drift = z.strictObject({
  source: z.string(),
  table: z.string(),
  column: z.string(),
  kind: z.enum(DRIFT_KINDS),
  effect: z.enum(['taken', 'left out', 'rejected']).describe('What was done about it.'),
  from: z.string().optional().describe('Type before.'),
  to: z.string().optional().describe('Type after, or the new value.'),
  firstId: z.string().optional().describe('The first object that brought it.'),
} satisfies KeysOf<DriftEntry>);

const calls = z.strictObject({
  calls: count().describe('Requests that were sent, repeated attempts included.'),
  retries: count(),
  budgetWaitMs: z.number().describe('Milliseconds that calls waited for the budget.'),
  retryWaitMs: z.number().describe('Milliseconds between attempts.'),
  byStatus: z.record(z.string(), count()).describe('By HTTP status, or network error code.'),
  slowdowns: count().optional().describe('Times that a pace was halved.'),
  lowestPace: z.number().optional().describe('The slowest pace, in calls a second.'),
  perSecond: z.number(),
} satisfies KeysOf<CallStatistics & { perSecond: number }>);

const head = {
  reportVersion: z.literal(1).describe('Of this shape. Keys may be added; none is renamed or removed.'),
  connectorVersion: z.string(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).describe('Of the command.'),
};

const instant = () => z.string().describe('ISO 8601, UTC.');

const runKeys = {
  runId: z.string().describe('Empty where nothing was read.'),
  kind: z
    .enum(['load', 'retry', 'replay'])
    .optional()
    .describe('Absent: a load. `retry`: of what another run missed; `replay`: of dead letters.'),
  retryOf: z.string().optional().describe('The run whose failures were read again.'),
  outcome: z.enum(['complete', 'incomplete', 'failed']),
  readToEnd: z.boolean().optional().describe('Every list was read to its end.'),
  interrupted: z.literal(true).optional().describe('It was asked to end: Ctrl-C or SIGTERM.'),
  reasons: z.array(notice).describe('Why it is not complete; empty when it is.'),
  account: z.string().describe('Value of `_account`; empty where it is not known.'),
  region: z.string(),
  destination: z.string(),
  startedAt: instant(),
  endedAt: instant(),
  seconds: z.number(),
  slices: count().describe('Slices committed.'),
  calls,
  sources: z.array(z.strictObject(sourceKeys)).describe('In the order of the plan.'),
  drift: z.array(drift).describe('What was new about the data.'),
  refusedStrategies: z
    .array(z.strictObject({ route: z.string(), strategy: z.string(), reason: z.string() }))
    .describe('Ways of reading with few calls that were given up.'),
  warnings: z.array(notice),
} satisfies KeysOf<RunReport>;

const severalKeys = {
  outcome: z.enum(['complete', 'incomplete', 'failed']).describe('The worst of them.'),
  connections: z.array(z.strictObject({ name: z.string(), ...runKeys })),
  destination: z.string(),
  startedAt: instant(),
  endedAt: instant(),
  seconds: z.number(),
  calls: count(),
  listed: count(),
  loaded: count(),
  rows: count(),
} satisfies KeysOf<AccountsReport>;

export const reportSchema = z
  .union([
    z.strictObject({ ...head, ...runKeys }).meta({ title: 'Of one account' }),
    z.strictObject({ ...head, ...severalKeys }).meta({ title: 'Of several connections' }),
    z
      .strictObject({
        ...head,
        outcome: z.literal('refused'),
        reasons: z.array(notice).describe('What is wrong, and where.'),
      })
      .meta({ title: 'Refused, exit code 2: nothing was called for it' }),
  ])
  .meta({ title: 'Report of a load', description: 'What `source-ovhcloud load --report FILE` writes.' });

export function reportJsonSchema(): object {
  return z.toJSONSchema(reportSchema, { target: 'draft-2020-12' });
}
