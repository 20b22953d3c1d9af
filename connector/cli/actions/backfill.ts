// backfill: reads a part of the past of one source object, beside the regular loads.
import { inBackfill } from '../../app/plan/steps.js';
import { ConfigError } from '../../model/errors.js';
import type { Backfill } from '../../plan/modes/backfill.js';
import type { BackfillOptions } from '../commands/backfill.js';
import { loadAndReport } from './load.js';
import { sourcesFrom } from './sources.js';

export async function backfill(
  name: string,
  { from, until, filter, alone, ...options }: BackfillOptions,
): Promise<void> {
  refuseDate(options.to);
  const [earliest, latest] = filter ?? [];
  const spec =
    earliest === undefined ? {} : { filter: { from: earliest, ...(latest ? { to: latest } : {}) } };
  const part: Backfill = { name, from, ...(until === undefined ? {} : { to: until }), ...spec, alone };
  const open = () => sourcesFrom(options).map((source) => inBackfill(source, part));
  await loadAndReport(options, open);
}

/** `--to` was the last day once, and a date is a possible name of a file. */
function refuseDate(to: string | undefined): void {
  if (to === undefined || !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-][\d:]+)?)?$/.test(to)) return;
  const message = `"${to}" is a date, and --to names the destination: the last day is --until ${to}`;
  throw new ConfigError([{ code: 'option-value', where: '--to', message }]);
}
