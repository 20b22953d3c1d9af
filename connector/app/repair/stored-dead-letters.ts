// Lists the dead letters of a destination, without their payloads.
import type { Destination } from '../../model/destination.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { type DeadLetterKey, REJECTED } from '../../state/dead-letters/stored-letters.js';
import { openChecked } from '../../state/format.js';

export interface FoundDeadLetter extends DeadLetterKey {
  account: string;
}

export interface DeadLetterFilter {
  /** Technical name of a source object. */
  source?: string;
  /** Only of these runs. */
  runIds?: readonly string[];
}

/**
 * In the order of the replay: by source object and id, earliest reading first. Throws `DestinationError` for an empty
 * destination, `ConfigError` for an unknown source object.
 */
export async function storedDeadLetters(
  destination: Destination,
  { source, runIds }: DeadLetterFilter,
  sources: readonly string[],
): Promise<FoundDeadLetter[]> {
  const session = await openChecked(destination, { readOnly: true });
  const found: FoundDeadLetter[] = [];
  try {
    const where = source === undefined ? {} : { source };
    const orderBy = ['source', 'id', 'readAt'] as const;
    for await (const letter of REJECTED.read(session, { where, orderBy })) {
      if (runIds && !runIds.includes(letter.runId)) continue;
      found.push({ runId: letter.runId, account: letter.account, source: letter.source, id: letter.id });
    }
  } finally {
    await session.close();
  }
  if (source !== undefined && found.length === 0 && !sources.includes(source)) {
    const guess = nearest(source, sources);
    const hint = guess ? `did you mean "${guess}"?` : `there are: ${sources.join(', ')}`;
    const message = `there is no such source object, and nothing of it was rejected; ${hint}`;
    throw new ConfigError([{ code: 'run-unknown', where: `--source ${source}`, message }]);
  }
  return found;
}
