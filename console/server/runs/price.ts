// What a load will cost before it is started, as `plan` says it.
import { countLedgers, ledgerRuns } from '../../../connector/app/history/ledger-pages.js';
import { plannedSources } from '../../../connector/app/planned-source.js';
import { DestinationError } from '../../../connector/model/errors.js';
import { RETRIED } from '../../../connector/run/choose-retry.js';
import { atOnce } from '../../../connector/text/accounts/accounts-plan-text.js';
import type { PriceAnswer, PriceRequest } from '../../contract/run.js';
import { callsEntry } from '../calls-entry.js';
import type { Workspace } from '../workspace.js';
import { commandLine } from './command-line.js';
import { sourcesOf } from './history.js';
import { draftsOf } from './open-load.js';

export async function priceAnswer(
  workspace: Workspace,
  { count = false, ...request }: PriceRequest,
): Promise<PriceAnswer> {
  const command = commandLine(request, workspace.file);
  if (request.kind === 'retry' || request.kind === 'replay') {
    const objects = await leftOver(workspace, request);
    return { parts: [], atOnce: 1, counted: false, command, ...(objects !== undefined && { objects }) };
  }
  const isSingle = request.strategy === 'single';
  const planned = await plannedSources(draftsOf(workspace, request), count);
  return {
    counted: count,
    command,
    atOnce: atOnce(planned),
    parts: planned.map(({ connection, costs, callsPerSecond, destination, plan }) => {
      const single = callsEntry(costs.estimated.nodes.map(({ calls }) => calls));
      return {
        ...(connection !== undefined && { connection }),
        ...{ callsPerSecond, destination, single },
        calls: isSingle ? single : callsEntry(costs.few.flatMap(({ calls }) => calls)),
        warnings: plan.warnings.map(({ code, source = '', count, message }) => ({
          ...{ code, where: source, message },
          ...(count !== undefined && { count }),
        })),
      };
    }),
  };
}

/** Objects that a retry or a replay looks at; undefined where no ledger can be read, or which run it is is chosen later. */
async function leftOver(workspace: Workspace, request: PriceRequest): Promise<number | undefined> {
  const { kind, run, sources, ids, reasons = kind === 'replay' ? ['rejected'] : RETRIED } = request;
  if (ids) return ids.length;
  if (run === undefined) return undefined;
  const drafts = sourcesOf(workspace);
  try {
    const runs = await ledgerRuns(drafts, run);
    const counts = await countLedgers(
      drafts,
      runs.map(({ runId }) => runId),
    );
    return counts
      .filter(({ source }) => sources?.includes(source) ?? true)
      .filter(({ reason, accepted }) => (reasons as readonly string[]).includes(reason) && !accepted)
      .reduce((sum, each) => sum + each.count, 0);
  } catch (error) {
    if (error instanceof DestinationError) return undefined;
    throw error;
  }
}
