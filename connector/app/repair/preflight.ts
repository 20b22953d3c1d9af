// Preflight of a load: tables that do not fit the current configuration, and what will be read again.
import { createDestination } from '../../destinations/registry.js';
import type { Destination, DestinationSession } from '../../model/destination.js';
import { ConfigError, DestinationError } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import { checkFormat, formatProblem } from '../../state/format.js';
import { definitionNotices } from '../../state/known/definitions.js';
import { DestinationStore } from '../../state/known/destination-store.js';
import { type IncompatibleTable, incompatibleTables } from '../../state/table-compatibility.js';
import type { SourceWithoutKeys } from '../open.js';

export interface StateNotices {
  /** Why the next load is refused. */
  problems: Notice[];
  /** What the next load reads again although an earlier load has it. */
  warnings: Notice[];
}

/**
 * Throws `ConfigError` with each table that does not fit, and the command that repairs it. Resolves with whether the
 * destination has views that the connector made.
 */
export async function refuseIncompatibleTables(
  { plan, config }: SourceWithoutKeys,
  destination: Destination,
): Promise<boolean> {
  let hasViews = false;
  const unfit = await whereThere(destination, async (session) => {
    await checkFormat(session, destination.location);
    hasViews = ((await session.views?.made()) ?? []).length > 0;
    return incompatibleTables(session, plan);
  });
  if (!unfit || unfit.length === 0) return hasViews;
  const code = 'table-incompatible';
  throw new ConfigError(
    unfit.map(({ source, message }) => ({ code, where: config.locateDefinition(source), message })),
  );
}

/** Why this version cannot use a destination that another version loaded; undefined where it can. */
export function destinationFormatProblem(destination: Destination): Promise<string | undefined> {
  return whereThere(destination, (session) => formatProblem(session, destination.location));
}

/** The same without a load. Empty where nothing was loaded yet. */
export async function stateNotices(
  source: SourceWithoutKeys,
  account: string | undefined,
): Promise<StateNotices> {
  const { plan, config } = source;
  const destination = createDestination(config.destination);
  const found = await whereThere(destination, async (session) => {
    const format = await formatProblem(session, destination.location);
    if (format !== undefined) return undefined;
    const unfit = await incompatibleTables(session, plan);
    if (account === undefined || isSubset(source)) return { unfit, warnings: [] };
    const store = await DestinationStore.open(session, account);
    return { unfit, warnings: await definitionNotices(plan, store, 'the next load') };
  });
  const notice = (table: IncompatibleTable): Notice => ({ code: 'table-incompatible', ...table });
  return { problems: found?.unfit.map(notice) ?? [], warnings: found?.warnings ?? [] };
}

/** Whether only a part of the configuration is loaded, so that it proves no change of it. */
export function isSubset({ plan }: Pick<SourceWithoutKeys, 'plan'>): boolean {
  return plan.isSubset === true;
}

/** Only reads. Undefined for a destination that does not exist yet or cannot be opened: the load will report why. */
async function whereThere<T>(
  destination: Destination,
  work: (session: DestinationSession) => Promise<T>,
): Promise<T | undefined> {
  const session = await destination.open({ readOnly: true }).catch((error: unknown) => {
    if (error instanceof DestinationError) return undefined;
    throw error;
  });
  if (!session) return undefined;
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
