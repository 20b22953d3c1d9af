// The events of a load: the run, its slices and objects, what observes it.
import type { Code } from '../codes/codes.js';
import { type Notice, noticeText } from '../notice.js';
import { answerText } from '../problem-text.js';
import { type LedgerState, MISSING_STATES, type RunOutcome } from '../report.js';
import { event, field, number, optional } from './event-kind.js';

/** The first object in each of them is a warning. */
const BAD = new Set<string>(MISSING_STATES);
const EXPIRY_WARNING_DAYS = 14;

export interface TreeCounts {
  root: string;
  rootsListed: number;
  rootsDone: number;
}

const answer = {
  status: optional<number>('HTTP status'),
  code: optional<string>('error code of the API or of the network'),
};

export const RUN_EVENTS = {
  'run.started': event({
    when: 'a run starts',
    level: 'info',
    fields: {
      runId: field<string>('id of the run'),
      account: field<string>('value of `_account`'),
      region: field<string>('region of the API'),
      destination: field<string>('where the tables are'),
      sources: field<string[]>('technical names of the source objects, in the order of the plan'),
    },
    sentence: ({ account, region, destination, sources }) =>
      `run starts: ${sources.length} source objects of account ${account} (${region}) into ${destination}`,
  }),
  'run.ended': event({
    when: 'a run has ended',
    level: {
      rule: 'info, warn or error: `complete`, `incomplete`, `failed`',
      of: ({ outcome }) => (({ complete: 'info', incomplete: 'warn', failed: 'error' }) as const)[outcome],
    },
    fields: {
      outcome: field<RunOutcome>('`complete`, `incomplete` or `failed`'),
      reasons: field<Notice[]>('why it is not complete, each with `code` and `message`'),
      seconds: field<number>('duration'),
      slices: field<number>('slices committed'),
      calls: field<number>('requests sent'),
      retries: field<number>('requests that repeat an earlier one'),
      listed: field<number>('objects that the API listed'),
      loaded: field<number>('objects loaded by this run'),
      known: field<number>('objects that an earlier run loaded'),
      rows: field<number>('rows written'),
    },
    sentence: ({ outcome, reasons, listed, loaded, known, rows, calls, retries, seconds: duration }) => {
      const others = known > 0 ? `, ${number(known)} known` : '';
      const cost = `${number(rows)} rows, ${number(calls)} calls (${retries} retries) in ${duration.toFixed(1)} s`;
      const why = reasons.length > 0 ? `: ${reasons.map(noticeText).join('; ')}` : '';
      return `run ${outcome}: ${number(loaded)} of ${number(listed)} listed loaded${others}, ${cost}${why}`;
    },
  }),
  'run.not_started': event({
    when: 'a load ended before anything was read',
    level: 'error',
    fields: { code: field<Code>('code of the error'), message: field<string>('why') },
    sentence: ({ message }) => `nothing was loaded: ${message}`,
  }),
  'run.warned': event({
    when: 'the report of a run has a warning',
    level: 'warn',
    fields: {
      code: field<Code>('code of the warning'),
      source: optional<string>('source object that it is about'),
      count: optional<number>('how many objects, rows, lists or values'),
      message: field<string>('the warning'),
    },
    sentence: ({ message }) => message,
  }),
  'run.progressed': event({
    when: 'every ten seconds of a run, where progress goes to a JSON log',
    level: 'info',
    isAlwaysLogged: true,
    fields: {
      message: field<string>('the progress in words'),
      calls: field<number>('requests sent'),
      rows: field<number>('rows committed'),
      trees: field<readonly TreeCounts[]>('roots listed and done of each tree of source objects'),
    },
    sentence: ({ message }) => message,
  }),
  'slice.committed': event({
    when: 'a slice is committed',
    level: 'debug',
    fields: {
      source: optional<string>('source object of its roots'),
      slice: field<number>('number of the slice in the run'),
      roots: field<number>('roots in it'),
      rows: field<Record<string, number>>('rows by table'),
    },
    sentence: ({ slice, roots, rows }) => {
      const written = Object.values(rows).reduce((total, count) => total + count, 0);
      return `slice ${slice} committed: ${number(roots)} roots, ${number(written)} rows`;
    },
  }),
  'object.missing': event({
    when: 'a slice with an object that is not loaded is committed',
    level: {
      rule: 'warn for the first `refused`, `rejected` and `failed` object of a source object that is not accepted, else debug',
      of: ({ isFirst, reason, accepted }) => (isFirst && BAD.has(reason) && !accepted ? 'warn' : 'debug'),
    },
    fields: {
      source: field<string>('source object'),
      id: field<string>('its path parameters, such as `billId=FR1`'),
      reason: field<Exclude<LedgerState, 'loaded' | 'known'>>('its state in the ledger'),
      isFirst: field<boolean>('true for the first object with this reason of this source object'),
      accepted: optional<true>('the configuration accepts it'),
      ...answer,
      message: field<string>('why it is not loaded'),
      queryId: optional<string>("OVHcloud's id of the request"),
      attempts: optional<number>('requests sent for it'),
    },
    sentence: ({ reason, id, isFirst, accepted, status, code, message }) => {
      const first = isFirst && !accepted && BAD.has(reason) ? ' (the first; the report lists all)' : '';
      return `${reason}${accepted ? ', accepted' : ''}: ${id}: ${answerText({ status, code, message })}${first}`;
    },
  }),
  'columns.changed': event({
    when: 'a table gets new or wider columns',
    level: 'info',
    fields: {
      source: field<string>('source object'),
      table: field<string>('its table'),
      added: field<string[]>('new columns'),
      widened: field<string[]>('columns with a wider type'),
    },
    sentence: ({ table, added, widened }) => {
      const parts = [
        added.length > 0 && `new columns ${added.join(', ')}`,
        widened.length > 0 && `wider columns ${widened.join(', ')}`,
      ];
      return `${table}: ${parts.filter(Boolean).join('; ')}`;
    },
  }),
  'key.checked': event({
    when: 'a load with metrics has asked when its key expires',
    level: {
      rule: `info, warn from ${EXPIRY_WARNING_DAYS} days on`,
      of: ({ days }) => ((days ?? Number.POSITIVE_INFINITY) <= EXPIRY_WARNING_DAYS ? 'warn' : 'info'),
    },
    fields: {
      expiresAt: optional<string>('ISO 8601; absent: it does not expire'),
      days: optional<number>('whole days until then'),
    },
    sentence: ({ expiresAt, days }) =>
      expiresAt === undefined
        ? 'the key does not expire'
        : `the key expires at ${expiresAt} (in ${days} days)`,
  }),
};

const notification = {
  way: field<'webhook' | 'command'>('`webhook` or `command`'),
  outcome: field<string>('the outcome that it reports'),
};

/** Events of what observes a load. */
export const OBSERVER_EVENTS = {
  'notification.sent': event({
    when: 'a webhook or a command accepted a notification',
    level: 'info',
    fields: notification,
    sentence: ({ way, outcome }) => `the ${way} accepted the notification "${outcome}"`,
  }),
  'notification.failed': event({
    when: 'a webhook or a command did not accept a notification',
    level: 'warn',
    fields: { ...notification, problem: field<string>('what went wrong') },
    sentence: ({ way, outcome, problem }) =>
      `the ${way} did not accept the notification "${outcome}": ${problem}`,
  }),
  'metrics.served': event({
    when: 'metrics are available',
    level: 'info',
    isAlwaysLogged: true,
    fields: { url: field<string>('address of the server') },
    sentence: ({ url }) => `metrics at ${url}/metrics`,
  }),
};
