// The format of the connector's own tables: recorded in the destination, and checked before anything else is read there.
import type { Destination, DestinationSession, OpenOptions } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import { count, instant, ownTable, text } from '../model/own-table.js';
import { isOwnTable, type RowBatch } from '../model/table.js';
import { hasRows } from './has-rows.js';
import type { Recorder } from './recorder.js';

/** Raise it when a table or column of `_ovh_*` changes so that earlier rows would be misread. */
export const OWN_FORMAT = 2;

export const FORMATS = ownTable(
  '_ovh_format',
  'format of these tables that was recorded',
  {
    format: count(
      'number of the format; a version of the connector that does not know it refuses the destination',
    ),
    version: text('version of the connector that recorded it'),
    recordedAt: instant('when it was recorded'),
  },
  ['format'],
);

/** Pipelines are claimed before anything is loaded, and the catalog of columns belongs to the destination. */
const WITHOUT_FORMAT = ['_ovh_tick', '_ovh_columns'];

/** Opens a destination. Throws `DestinationError` also when its own tables have another format. */
export async function openChecked(
  destination: Destination,
  options?: OpenOptions,
): Promise<DestinationSession> {
  const session = await destination.open(options);
  try {
    await checkFormat(session, destination.location);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Throws `DestinationError` where `formatProblem` finds one. */
export async function checkFormat(session: DestinationSession, location: string): Promise<void> {
  const problem = await formatProblem(session, location);
  if (problem !== undefined) throw new DestinationError('destination-version', problem);
}

/**
 * One sentence where another format was recorded, or none although something was loaded.
 * @param location of the destination, for people
 */
export async function formatProblem(
  session: DestinationSession,
  location: string,
): Promise<string | undefined> {
  const format = await formatOf(session);
  if (format === undefined || format === OWN_FORMAT) return undefined;
  const words =
    format < OWN_FORMAT
      ? `an earlier version of source-ovhcloud loaded it, and this version cannot read what that one recorded in its tables _ovh_*. Load into another destination, or delete this one first: the next load reads everything again`
      : `a newer version of source-ovhcloud loaded it (format ${format} of its tables _ovh_*, and this version knows ${OWN_FORMAT}). Use that version or a later one`;
  return `${location}: ${words}`;
}

/** Records the format with the first commit. */
export class FormatRecorder implements Recorder {
  #isRecorded = false;

  constructor(private readonly options: { version: string; now: () => number }) {}

  async open(session: DestinationSession): Promise<void> {
    this.#isRecorded = (await formatOf(session)) !== undefined;
  }

  begin(): RowBatch[] {
    return this.slice();
  }

  slice(): RowBatch[] {
    if (this.#isRecorded) return [];
    const { version, now } = this.options;
    return [FORMATS.batch([{ format: OWN_FORMAT, version, recordedAt: now() }])];
  }

  committed(): void {
    this.#isRecorded = true;
  }

  end(): RowBatch[] {
    return this.slice();
  }
}

/** Undefined where nothing was loaded yet; 0 for what was loaded before formats were recorded. */
async function formatOf(session: DestinationSession): Promise<number | undefined> {
  const own = (await session.tables()).map(({ table }) => table).filter(isOwnTable);
  let latest: number | undefined;
  if (own.includes(FORMATS.table)) {
    for await (const { format } of FORMATS.read(session)) latest = Math.max(latest ?? 0, format);
  }
  if (latest !== undefined) return latest;
  for (const table of own) {
    if (!WITHOUT_FORMAT.includes(table) && (await hasRows(session, table))) return 0;
  }
  return undefined;
}
