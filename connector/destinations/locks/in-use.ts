// The error of a place, or of an account in it, that another run has locked.
import type { LockHolder } from '../../model/destination.js';
import { DestinationInUseError } from '../../model/errors.js';

export interface InUseOptions {
  /** What to do. */
  advice?: string;
  /** The other run has this account alone; others may be loaded meanwhile. */
  account?: string;
}

/**
 * @param place the locked place, for people
 * @param holder undefined when it could not be read
 */
export function inUse(
  place: string,
  holder: LockHolder | undefined,
  { advice = 'Wait until it has ended, or load into another place with --to', account }: InUseOptions = {},
): DestinationInUseError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host}, since ${holder.since}`
    : 'a process that did not leave its name';
  const message =
    account === undefined
      ? `${place}: another run is loading into it (${who}). Nothing was called. ${advice}`
      : `${place}: another run is loading the account ${account} into it (${who}). Nothing of it was read. ${advice}`;
  return new DestinationInUseError(message, holder);
}
