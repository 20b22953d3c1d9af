// The runs that the destination of a source stores, for metrics and notifications.
import { createDestination } from '../../destinations/registry.js';
import { DestinationError } from '../../model/errors.js';
import { listRuns, type StoredRun } from '../../state/history/stored-runs.js';
import type { SourceWithoutKeys } from '../open.js';

const MOST_RUNS = 200;

/** The latest 200 runs, latest first; none where the destination cannot be read. */
export async function earlierRuns({ config }: SourceWithoutKeys): Promise<StoredRun[]> {
  try {
    return await listRuns(createDestination(config.destination), MOST_RUNS);
  } catch (error) {
    if (error instanceof DestinationError) return [];
    throw error;
  }
}
