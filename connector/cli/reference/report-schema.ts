// The schema of the report that `--report` writes. docs/report.schema.json is made from it, and tests check every report
// against it, so that every key is documented.
import { z } from 'zod';
import { ACCEPTABLE } from '../../model/accept.js';
import type { AccountsReport } from '../../model/accounts-report.js';
import type { CallStatistics } from '../../model/api.js';
import { DRIFT_KINDS, type DriftEntry } from '../../model/drift.js';
import type { Notice } from '../../model/notice.js';
import {
  LEDGER_STATES,
  type LedgerCounts,
  type LedgerEntry,
  LIST_PROOFS,
  type RunReport,
  type SourceReport,
} from '../../model/report.js';

const count = () => z.int().min(0);
const texts = () => z.array(z.string());
/** A description for every key of a type, no more and no less. */
type KeysOf<T> = Record<keyof Required<T>, z.ZodType>;

const LEDGER_WORDS: Record<(typeof LEDGER_STATES)[number], string> = {
  loaded: 'Loaded by this run.',
  known: 'Loaded by an earlier run, and not read again.',
  absent: 'The API answers that there is none, as the definition expects.',
  gone: '404: it was listed, and does not exist any more.',
  expired: '460: the service has expired.',
  refused: '403: the keys lack the right to read it.',
  rejected: 'It was read, and does not fit its table.',
  failed: 'No usable answer.',
};

const ledger = z.strictObject({
  listed: count().describe('Objects that the API listed: the sum of all others, or `balanced` is false.'),
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
  accepted: z
    .literal(true)
    .optional()
    .describe('The configuration accepts it: it does not make the run incomplete.'),
} satisfies KeysOf<LedgerEntry>);

const notice = z.strictObject({
  code: z.string().describe('For programs: docs/errors.md lists all. Codes may be added.'),
  source: z.string().optional().describe('Technical name of the source object concerned.'),
  count: count().optional().describe('Number of objects, rows, lists or values.'),
  message: z.string().describe('For people; the text may change.'),
} satisfies KeysOf<Notice>);

const sourceKeys = {
  name: z.string().describe('Technical name.'),
  table: z.string(),
  method: z.string(),
  path: z.string().describe('Path template.'),
  loaded: z.boolean().describe('False for a source object that was read only for its ids.'),
  ledger,
  accepted: z
    .partialRecord(z.enum(ACCEPTABLE), count())
    .optional()
    .describe('Of these, how many of each state the configuration accepts. Absent: none.'),
  balanced: z.boolean(),
  digests: z
    .strictObject({ listed: z.string(), loaded: z.string() })
    .optional()
    .describe('Digests of the ids: two runs with equal digests had the same objects.'),
  reads: count().describe('Lists and objects requested.'),
  calls: z
    .strictObject({ single: count(), expanded: count(), batch: count() })
    .describe('Calls by strategy, without retries.'),
  proof: z
    .enum(LIST_PROOFS)
    .optional()
    .describe('What its completeness rests on: docs/runs.md. Absent where nothing was listed.'),
  duplicates: count().describe('Items that repeat in one list.'),
  sameKey: count().optional().describe('Rows with the key of another row of this run.'),
  blank: count().describe('Parents whose mapped value was empty.'),
  rows: count().describe('Rows written to its table.'),
  deleted: count().describe('Rows marked with `_deleted_at`.'),
  columnsAdded: texts(),
  columnsWidened: texts(),
  omitted: texts().describe('Fields that were not loaded: secrets and personal data.'),
  notes: z.array(notice),
  notLoaded: z.array(entry).describe('The first entries; `source-ovhcloud ledger` has all.'),
  notLoadedTotal: count(),
} satisfies KeysOf<SourceReport>;

const drift = z.strictObject({
  source: z.string(),
  table: z.string(),
  column: z.string(),
  kind: z.enum(DRIFT_KINDS),
  effect: z.enum(['taken', 'left out', 'rejected']).describe('The consequence.'),
  from: z.string().optional().describe('Type before.'),
  to: z.string().optional().describe('Type after, or the new value.'),
  firstId: z.string().optional().describe('The first object with it.'),
} satisfies KeysOf<DriftEntry>);

const calls = z.strictObject({
  calls: count().describe('Requests sent, with retries.'),
  retries: count(),
  budgetWaitMs: z.number().describe('Milliseconds that calls waited for the budget.'),
  retryWaitMs: z.number().describe('Milliseconds between attempts.'),
  byStatus: z.record(z.string(), count()).describe('By HTTP status, or network error code.'),
  slowdowns: count().optional().describe('How often a pace was halved.'),
  lowestPace: z.number().optional().describe('The lowest pace, in calls per second.'),
  perSecond: z.number(),
} satisfies KeysOf<CallStatistics & { perSecond: number }>);

const head = {
  reportVersion: z
    .literal(1)
    .describe('Version of this schema. Keys may be added; none is renamed or removed.'),
  connectorVersion: z.string(),
  exitCode: z
    .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
    .describe('Exit code of the command.'),
};

const instant = () => z.string().describe('ISO 8601, UTC.');

const runKeys = {
  runId: z.string().describe('Empty where nothing was read.'),
  kind: z
    .enum(['load', 'retry', 'replay'])
    .optional()
    .describe('Absent: a load. `retry`: of what an earlier run left out; `replay`: of dead letters.'),
  retryOf: z.string().optional().describe('The run that was retried.'),
  outcome: z.enum(['complete', 'incomplete', 'failed']),
  readToEnd: z.boolean().optional().describe('Every list was read to its end.'),
  interrupted: z
    .literal(true)
    .optional()
    .describe('It was interrupted: Ctrl-C, SIGTERM, or a signal of the caller.'),
  reasons: z.array(notice).describe('Why it is not complete; empty when it is.'),
  account: z.string().describe('Value of `_account`; empty where unknown.'),
  connection: z.string().optional().describe('Its name, where the configuration has several.'),
  due: z
    .strictObject({ pipeline: z.string(), tick: instant() })
    .optional()
    .describe('What the schedule had due: the run is a part of its load.'),
  batch: z.string().optional().describe('The batch of runs that it is a part of.'),
  region: z.string(),
  destination: z.string(),
  startedAt: instant(),
  endedAt: instant(),
  seconds: z.number(),
  slices: count().describe('Slices committed.'),
  calls,
  sources: z.array(z.strictObject(sourceKeys)).describe('In the order of the plan.'),
  drift: z.array(drift).describe("Differences from the tables and from the API's documents."),
  refusedStrategies: z
    .array(z.strictObject({ route: z.string(), strategy: z.string(), reason: z.string() }))
    .describe('Strategies that did not work on a route.'),
  warnings: z.array(notice),
} satisfies KeysOf<RunReport>;

const severalKeys = {
  outcome: z.enum(['complete', 'incomplete', 'failed']).describe('The worst of all outcomes.'),
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
    z.strictObject({ ...head, ...runKeys }).meta({ title: 'One account' }),
    z.strictObject({ ...head, ...severalKeys }).meta({ title: 'Several connections' }),
    z
      .strictObject({
        ...head,
        outcome: z.literal('refused'),
        reasons: z.array(notice).describe('The faults, and where they are.'),
      })
      .meta({ title: 'Refused, exit code 2: nothing was called for it' }),
  ])
  .meta({
    title: 'Report of a load',
    description: 'The file that `source-ovhcloud load --report FILE` writes.',
  });

export function reportJsonSchema(): object {
  return z.toJSONSchema(reportSchema, { target: 'draft-2020-12' });
}
