// An event in words, and how much it matters.

import type { EngineEvent, LogLevel, ObjectMissing, PaceLowered, RunEnded } from '../model/event.js';
import { noticeText } from './notice-text.js';

/** Reasons that make a run incomplete: their first object is worth a word by itself. */
const BAD = new Set(['refused', 'rejected', 'failed']);
const EXPIRY_WARNING_DAYS = 14;

export function levelOf(event: EngineEvent): LogLevel {
  switch (event.event) {
    case 'run.began':
    case 'columns.changed':
    case 'shortcut.refused':
      return 'info';
    case 'run.ended':
      return { complete: 'info', incomplete: 'warn', failed: 'error' }[event.outcome] as LogLevel;
    case 'run.not_begun':
      return 'error';
    case 'object.missing':
      return event.isFirst && BAD.has(event.reason) ? 'warn' : 'debug';
    case 'call.retried':
      return event.attempt >= 3 ? 'info' : 'debug';
    case 'call.throttled':
    case 'pace.lowered':
    case 'warning':
      return 'warn';
    case 'key.expiry':
      return (event.days ?? Number.POSITIVE_INFINITY) <= EXPIRY_WARNING_DAYS ? 'warn' : 'info';
    case 'notified':
      return event.problem === undefined ? 'info' : 'warn';
    case 'slice.committed':
    case 'call.repaired':
      return 'debug';
  }
}

/** One line, without the run, connection and source object that it belongs to. */
export function eventText(event: EngineEvent): string {
  switch (event.event) {
    case 'run.began':
      return `run begins: ${event.sources.length} source objects of account ${event.account} (${event.region}) into ${event.destination}`;
    case 'run.ended':
      return endWords(event);
    case 'run.not_begun':
      return `nothing was loaded: ${event.message}`;
    case 'slice.committed':
      return `slice ${event.slice} committed: ${number(event.roots)} roots, ${number(sum(event.rows))} rows`;
    case 'object.missing':
      return missingWords(event);
    case 'call.retried':
      return `${event.method} ${event.path}: attempt ${event.attempt} failed (${answer(event)}), again in ${seconds(event.waitMs)}`;
    case 'call.throttled':
      return `${event.method} ${event.path}: the API asks to slow down (${answer(event)}), all calls pause for ${seconds(event.waitMs)}`;
    case 'pace.lowered':
      return paceWords(event);
    case 'call.repaired':
      return event.repair === 'clock'
        ? `${event.method} ${event.path}: the server's clock was asked again`
        : `${event.method} ${event.path}: a new token was asked for`;
    case 'shortcut.refused':
      return `${event.shortcut} of ${event.route} is not used: ${event.reason}`;
    case 'columns.changed':
      return columnWords(event);
    case 'warning':
      return event.message;
    case 'key.expiry':
      return event.expiresAt === undefined
        ? 'the key has no expiry'
        : `the key is valid until ${event.expiresAt} (${event.days} days)`;
    case 'notified':
      return event.problem === undefined
        ? `${event.way} told of "${event.outcome}"`
        : `the ${event.way} for "${event.outcome}" failed: ${event.problem}`;
  }
}

function endWords(event: RunEnded): string {
  const { outcome, reasons, listed, loaded, known, rows, calls, retries } = event;
  const counts = `${number(loaded)} of ${number(listed)} listed loaded${known > 0 ? `, ${number(known)} known` : ''}`;
  const cost = `${number(rows)} rows, ${number(calls)} calls (${retries} retries) in ${event.seconds.toFixed(1)} s`;
  const why = reasons.length > 0 ? `: ${reasons.map(noticeText).join('; ')}` : '';
  return `run ${outcome}: ${counts}, ${cost}${why}`;
}

function missingWords({ reason, id, isFirst, status, code, message }: ObjectMissing): string {
  const said = [status, code].filter((part) => part !== undefined).join(' ');
  const first = isFirst && BAD.has(reason) ? ' (the first; the report names all)' : '';
  return `${reason}: ${id}: ${said === '' ? '' : `${said}: `}${message}${first}`;
}

function paceWords({ method, route, lowestPace }: PaceLowered): string {
  return `${method} ${route}: the pace is halved, to ${Number(lowestPace.toPrecision(2))} calls a second at the lowest`;
}

function columnWords({
  table,
  added,
  widened,
}: {
  table: string;
  added: string[];
  widened: string[];
}): string {
  const parts = [
    added.length > 0 && `new columns ${added.join(', ')}`,
    widened.length > 0 && `columns widened: ${widened.join(', ')}`,
  ];
  return `${table}: ${parts.filter(Boolean).join('; ')}`;
}

function answer({ status, code, message }: { status?: number; code?: string; message: string }): string {
  const said = [status, code].filter((part) => part !== undefined).join(' ');
  return said === '' ? message : `${said}: ${message}`;
}

const number = (value: number) => value.toLocaleString('en');
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const sum = (rows: Record<string, number>) => Object.values(rows).reduce((total, count) => total + count, 0);
