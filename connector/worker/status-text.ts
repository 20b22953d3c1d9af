// How a fleet stands, in words.
import { visibleLine } from '../model/visible.js';
import { tableText } from '../text/table-text.js';

import type { Enqueued } from './enqueue.js';
import type { FleetJob, FleetStatus } from './status.js';

/** Batches and dead jobs that a person reads. */
const SHOWN = 20;

const number = (value: number) => value.toLocaleString('en');
const minute = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')}Z`;

export function enqueuedText({ batch, queue, pipeline, added, already, isThere }: Enqueued): string {
  const what = pipeline === undefined ? '' : ` of pipeline ${pipeline}`;
  const refused =
    already.length === 0 ? [] : [`${jobs(already.length)} queued or running already: ${someOf(already)}`];
  const nothing = isThere ? 'nothing was added' : `nothing was added, and there is no batch ${batch}`;
  if (added.length === 0) return [nothing, ...refused].map(visibleLine).join('\n');
  return [
    `batch ${batch}: ${jobs(added.length)}${what} added to ${queue}`,
    ...refused,
    `Next: source-ovhcloud work; then source-ovhcloud runs show --batch ${batch}`,
  ]
    .map(visibleLine)
    .join('\n');
}

export function statusText(status: FleetStatus, width: number): string {
  const { queue, workers, batches, waiting, dead, others } = status;
  return [
    `queue: ${visibleLine(queue)}`,
    '',
    ...workerLines(workers, width),
    '',
    ...batchLines(batches, width),
    ...(waiting.length === 0 ? [] : ['', ...waitingLines(waiting, width)]),
    ...(dead.length === 0 ? [] : ['', ...deadLines(dead, width)]),
    ...(others.length === 0 ? [] : ['', ...otherLines(others, width)]),
  ].join('\n');
}

function workerLines(workers: FleetStatus['workers'], width: number): string[] {
  if (workers.length === 0) return ['no worker is there: source-ovhcloud work'];
  const rows = workers.map(({ name, host, pid, startedAt, running, concurrency }) => [
    ...[name, host, String(pid), minute(startedAt)],
    `${number(running)} of ${number(concurrency)}`,
  ]);
  return tableText(['worker', 'host', 'process', 'since', 'jobs'], rows, { right: [4], width });
}

function batchLines(batches: FleetStatus['batches'], width: number): string[] {
  if (batches.length === 0) return ['no batch is there: source-ovhcloud enqueue'];
  const counts = ['queued', 'running', 'waiting', 'complete', 'incomplete', 'dead'] as const;
  const rows = batches
    .slice(0, SHOWN)
    .map((batch) => [batch.batch, minute(batch.since), ...counts.map((name) => number(batch[name]))]);
  return tableText(['batch', 'since', ...counts], rows, { right: [2, 3, 4, 5, 6, 7], width });
}

function waitingLines(waiting: readonly FleetJob[], width: number): string[] {
  const rows = waiting
    .slice(0, SHOWN)
    .map(({ connection = '', pipeline = '', batch, again = '', message = '' }) => [
      ...[connection, pipeline, batch, minute(again), message],
    ]);
  return [
    'Tried again by themselves:',
    ...tableText(['connection', 'pipeline', 'batch', 'again', 'reason'], rows, { width }),
    ...moreLines(waiting),
  ];
}

function moreLines({ length }: readonly FleetJob[]): string[] {
  return length > SHOWN ? [`${number(length - SHOWN)} more: --json has each of them`] : [];
}

function deadLines(dead: readonly FleetJob[], width: number): string[] {
  const rows = dead
    .slice(0, SHOWN)
    .map(({ connection = '', pipeline = '', batch, message = '' }) => [connection, pipeline, batch, message]);
  return [
    'Not tried again; correct what the reason names, then `source-ovhcloud enqueue`:',
    ...tableText(['connection', 'pipeline', 'batch', 'reason'], rows, { width }),
    ...moreLines(dead),
  ];
}

function otherLines(others: FleetStatus['others'], width: number): string[] {
  const rows = others.slice(0, SHOWN).map(({ batch, destination }) => [batch, destination]);
  return [
    'Batches of another destination; two configurations need two queues (`queue: { schema: NAME }`):',
    ...tableText(['batch', 'destination'], rows, { width }),
  ];
}

const jobs = (count: number) => (count === 1 ? '1 job' : `${number(count)} jobs`);

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => name || 'all');
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${number(more)} more` : shown.join(', ');
}
