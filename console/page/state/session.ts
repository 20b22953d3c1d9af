// Whose console this is: the session, and the account when it was asked for.
import type { AccountAnswer, Session } from '../../contract/source.js';
import { notAsked, put } from './asked.js';
import { ask } from './server.js';

export const session = notAsked<Session>();
export const account = notAsked<AccountAnswer>();

export const loadSession = (): Promise<void> => put(session, () => ask('GET /api/session', {}));

/** Calls the API, so only when a person wants to see it. */
export const loadAccount = (connection?: string): Promise<void> =>
  put(account, () => ask('POST /api/account', connection === undefined ? {} : { connection }));
