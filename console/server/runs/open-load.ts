// What a start asks for, as the command of the same name opens it. Calls nothing.

import {
  openAllWithoutKeys,
  openSources,
  type SourceSelection,
} from '../../../connector/app/accounts/open-accounts.js';
import { printsRows } from '../../../connector/app/destination-fit.js';
import type { LoadOptions } from '../../../connector/app/load.js';
import type { ConfiguredSource, SourceWithoutKeys } from '../../../connector/app/open.js';
import { inBackfill } from '../../../connector/app/plan/steps.js';
import { sourcesToRetry } from '../../../connector/app/repair/retry.js';
import { ConfigError } from '../../../connector/model/errors.js';
import { type LedgerState, NOT_LOADED_STATES } from '../../../connector/model/report.js';
import type { Backfill } from '../../../connector/plan/modes/backfill.js';
import type { StartRequest } from '../../contract/run.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';

export interface OpenedLoad {
  sources: Some<ConfiguredSource>;
  options: Pick<LoadOptions, 'strategy' | 'refresh' | 'retry'>;
}

/** A replay calls nothing, so it needs no keys. */
export interface OpenedReplay {
  drafts: Some<SourceWithoutKeys>;
}

type Some<T> = [T, ...T[]];

/** Throws `ConfigError`, or `Refused`. */
export async function openLoad(
  workspace: Workspace,
  request: StartRequest,
): Promise<OpenedLoad | OpenedReplay> {
  if (request.kind === 'replay') return { drafts: someOf(draftsFor(workspace, request)) };
  const all = someOf(sourcesFor(workspace, request));
  if (all.some(printsRows)) throw intoTerminal();
  const { kind, strategy, refresh, run } = request;
  const ways = strategy === undefined ? {} : { strategy };
  if (kind === 'backfill') {
    const part = backfillOf(request);
    return { sources: mapped(all, (source) => inBackfill(source, part)), options: ways };
  }
  if (kind === 'retry') {
    const found = await sourcesToRetry(all, run);
    return { sources: someOf(found), options: { ...ways, retry: retryOf(request) } };
  }
  const whole = refresh === undefined ? {} : { refresh: refresh === 'all' ? (true as const) : refresh };
  return { sources: all, options: { ...ways, ...whole } };
}

/** The same without keys, for what it will cost. */
export function draftsOf(workspace: Workspace, request: StartRequest): SourceWithoutKeys[] {
  const drafts = draftsFor(workspace, request);
  if (request.kind !== 'backfill') return drafts;
  const part = backfillOf(request);
  return drafts.map((draft) => inBackfill(draft, part));
}

function draftsFor(workspace: Workspace, request: StartRequest): SourceWithoutKeys[] {
  const { file, reading } = workspace.configuration();
  return openAllWithoutKeys(file, { ...reading, ...selectionOf(request) });
}

function sourcesFor(workspace: Workspace, request: StartRequest): ConfiguredSource[] {
  const { file, reading } = workspace.configuration();
  return openSources(file, { ...reading, ...selectionOf(request) });
}

function selectionOf({ kind, connections, only, alone }: StartRequest): SourceSelection {
  const chosen = kind === 'load' && only !== undefined && only.length > 0;
  return {
    ...(connections !== undefined && { connections }),
    ...(chosen && { only, ...(alone && { alone }) }),
  };
}

function retryOf({ run, reasons, sources, ids }: StartRequest): NonNullable<LoadOptions['retry']> {
  const wrong = reasons?.find((reason) => !(NOT_LOADED_STATES as readonly string[]).includes(reason));
  if (wrong !== undefined) throw new Refused(400, 'request', `"${wrong}" is no reason of the ledger`);
  return {
    ...(run !== undefined && { run }),
    ...(reasons !== undefined && { reasons: reasons as LedgerState[] }),
    ...(sources !== undefined && { sources }),
    ...(ids !== undefined && { ids }),
  };
}

function backfillOf({ name, from, until, filter, alone }: StartRequest): Backfill {
  if (name === undefined || from === undefined)
    throw new Refused(400, 'request', 'a backfill needs a source object and its first day');
  const [earliest, latest] = filter ?? [];
  const dates = earliest === undefined ? {} : { filter: { from: earliest, ...(latest && { to: latest }) } };
  return { name, from, ...(until !== undefined && { to: until }), ...dates, alone: alone ?? false };
}

export function someOf<T>([first, ...others]: readonly T[]): Some<T> {
  if (first !== undefined) return [first, ...others];
  throw new Refused(400, 'request', 'the configuration has no source object of these');
}

const mapped = <T, U>([first, ...others]: Some<T>, each: (one: T) => U): Some<U> => [
  each(first),
  ...others.map(each),
];

function intoTerminal(): ConfigError {
  const message =
    'writes rows to standard output, which is the terminal of the console: name a file or a database';
  return new ConfigError([{ code: 'option-conflict', where: 'destination', key: 'path', message }]);
}
