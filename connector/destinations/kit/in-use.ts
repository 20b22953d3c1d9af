// The error of a place that another run has locked.
import type { LockHolder } from '../../model/destination.js';
import { DestinationInUseError } from '../../model/errors.js';

/**
 * @param place the locked place, for people
 * @param holder undefined when it could not be read
 * @param advice what to do
 */
export function inUse(
  place: string,
  holder: LockHolder | undefined,
  advice = 'Wait until it has ended, or load into another place with --to',
): DestinationInUseError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host}, since ${holder.since}`
    : 'a process that did not leave its name';
  const message = `${place}: another run is loading into it (${who}). Nothing was called. ${advice}`;
  return new DestinationInUseError(message, holder);
}
