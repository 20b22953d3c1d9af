// `maxRejected`: a run in which too much cannot be shaped stops, and what it committed stays.
import type { RunLimits } from '../../model/definition.js';
import { StopError } from '../../model/errors.js';
import type { Plan } from '../../model/plan.js';
import type { SourceLedger } from '../history/source-ledger.js';

/** To be called after each commit, when the rejected records are stored. Throws `StopError`. */
export function checkRejected(
  { plan, limits = {} }: { plan: Plan; limits?: RunLimits },
  ledgers: ReadonlyMap<string, SourceLedger>,
): void {
  const { maxRejected } = limits;
  let total = 0;
  for (const { name, definition } of plan.nodes) {
    const { counts, accepted } = ledgers.get(name) ?? {};
    const rejected = (counts?.rejected ?? 0) - (accepted?.rejected ?? 0);
    total += rejected;
    const most = definition.sync.maxRejected;
    if (most !== undefined && rejected > most) {
      throw new StopError(
        'too-many-rejected',
        tooMany(`${rejected} records of "${name}" were rejected`, most),
      );
    }
  }
  if (maxRejected !== undefined && total > maxRejected) {
    throw new StopError('too-many-rejected', tooMany(`${total} records were rejected`, maxRejected));
  }
}

function tooMany(what: string, most: number): string {
  return (
    `${what}, and \`maxRejected\` allows ${most}: the run stops. What was committed stays; ` +
    '`source-ovhcloud ledger --reason rejected` tells why, their payloads are in the table _ovh_rejected. ' +
    'After a fix `source-ovhcloud replay` shapes them again'
  );
}
