// Whose console this is: the session, and for each connection the account when it was asked for.
import { computed, type Signal, signal } from '@preact/signals';
import type { AccountAnswer, Session, SessionAccount } from '../../contract/source.js';
import { query, setQuery } from './address.js';
import { type Asked, notAsked, put } from './asked.js';
import { ask } from './server.js';

export const session = notAsked<Session>();

export const loadSession = (): Promise<void> => put(session, () => ask('GET /api/session', {}));

/** The connections of the configuration; one without a name where it has none. */
export const accounts = computed<readonly SessionAccount[]>(() => session.value.answer?.accounts ?? []);

/** Stays when another screen is opened. */
const chosen = signal(query.peek().get('connection') ?? undefined);

/** The connection whose keys are used: that of the address, the chosen one, or the first. */
export const connection = computed<string | undefined>(() => {
  const names = accounts.value.map((each) => each.connection);
  const wanted = query.value.get('connection') ?? chosen.value;
  return names.includes(wanted) ? wanted : names[0];
});

/** What the configuration says of it. */
export const ownAccount = computed(() => accounts.value.find((each) => each.connection === connection.value));

export function chooseConnection(name: string): void {
  chosen.value = name;
  setQuery({ connection: name });
}

const asked = signal<ReadonlyMap<string | undefined, Signal<Asked<AccountAnswer>>>>(new Map());
const none = notAsked<AccountAnswer>();

/** What the API said of a connection. */
export const accountOf = (name: string | undefined): Asked<AccountAnswer> =>
  (asked.value.get(name) ?? none).value;

/** Of the connection whose keys are used. */
export const account = computed(() => accountOf(connection.value));

/** Calls the API, so only when a person wants to see it. */
export async function loadAccount(name: string | undefined = connection.peek()): Promise<void> {
  const into = asked.peek().get(name) ?? notAsked<AccountAnswer>();
  if (!asked.peek().has(name)) asked.value = new Map([...asked.peek(), [name, into]]);
  await put(into, () => ask('POST /api/account', ofConnection(name)));
}

/** A request about a connection; without a name there is only one. */
export const ofConnection = (name: string | undefined): { connection?: string } =>
  name === undefined ? {} : { connection: name };
