// A start as the address has it: every option is in it, so that a link leads to the same start.
import { computed } from '@preact/signals';
import type { StartRequest } from '../../contract/run.js';
import { query } from '../state/address.js';

export const KINDS = ['load', 'retry', 'replay', 'backfill'] as const satisfies StartRequest['kind'][];

const word = (name: string): string => query.value.get(name) ?? '';

export function list(name: string): string[] | undefined {
  const text = word(name);
  return text === '' ? undefined : text.split(',');
}

export const kindAsked = computed<StartRequest['kind']>(
  () => KINDS.find((kind) => kind === word('kind')) ?? 'load',
);

export const startRequest = computed<StartRequest>(() => {
  const kind = kindAsked.value;
  const of = (...kinds: StartRequest['kind'][]) => kinds.includes(kind);
  const [connections, only, reasons, sources] = ['connections', 'only', 'reasons', 'sources'].map(list);
  const [run, name, from, until] = ['run', 'name', 'from', 'until'].map(word);
  const filter = [word('earliest'), word('latest')].filter(String);
  const id = word('id');
  return {
    kind,
    ...(connections && { connections }),
    ...(of('load') && only && { only }),
    ...(of('load', 'backfill') && word('alone') === 'yes' && { alone: true }),
    ...(of('load') && refreshOf(only)),
    ...(of('load', 'retry', 'backfill') && strategyOf(word('strategy'))),
    ...(of('retry', 'replay') && run && { run }),
    ...(of('retry') && reasons && { reasons }),
    ...(of('retry', 'replay') && sources && { sources }),
    // An id may have commas.
    ...(of('retry') && id && { ids: [id] }),
    ...(of('replay') && word('dryRun') === 'yes' && { dryRun: true }),
    ...(of('backfill') && name && { name }),
    ...(of('backfill') && from && { from }),
    ...(of('backfill') && until && { until }),
    ...(of('backfill') && word('earliest') && { filter }),
  };
});

function refreshOf(only: string[] | undefined): Pick<StartRequest, 'refresh'> {
  const refresh = word('refresh');
  if (refresh === 'all') return { refresh: 'all' };
  return refresh === 'chosen' && only ? { refresh: only } : {};
}

export const STRATEGIES = ['auto', 'single', 'expanded', 'batch'] as const;

function strategyOf(text: string): Pick<StartRequest, 'strategy'> {
  const strategy = STRATEGIES.find((each) => each === text);
  return strategy ? { strategy } : {};
}
