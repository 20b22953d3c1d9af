// The name of a batch is recorded: a key is none.
import { ConfigError } from '../../model/errors.js';
import { holdsAKeyAsName } from '../../model/like-secrets.js';

/** Throws `ConfigError`. */
export function requireBatchName(batch: string | undefined): void {
  if (batch === undefined || !holdsAKeyAsName(batch)) return;
  const message = 'looks like a key (not shown), and is recorded: choose another name for the batch';
  throw new ConfigError([{ code: 'option-value', where: 'batch', message }]);
}
