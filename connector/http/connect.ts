// Puts a client together from credentials and settings.
import type { Clock } from '../model/clock.js';
import { StopError } from '../model/errors.js';
import type { Listener } from '../model/event.js';
import type { Credentials } from '../model/region.js';
import { Secret, scrubber } from '../model/secret.js';
import {
  type Authorization,
  BearerAuthorization,
  KeyAuthorization,
  OAuth2Authorization,
} from './authorization.js';
import { Budget, type BudgetOptions } from './budget/budget.js';
import { Lease } from './budget/lease.js';
import { type ClientSettings, HttpClient } from './client.js';
import { tokenFetcher } from './oauth2.js';
import { Transport } from './transport.js';

export interface ConnectOptions {
  /** `https://eu.api.ovh.com`: no path. */
  origin: string;
  credentials: Credentials;
  budget: BudgetOptions;
  /** The budget is shared with the other processes of this machine that use the same key. Default: it is not. */
  shared?: boolean;
  /** Folder in which they find each other. Default: the user's. */
  leaseFolder?: string;
  settings: ClientSettings;
  /** Other secrets that no text may show. */
  secrets?: readonly Secret[];
  /** Calls in flight at once, at the most. */
  concurrency: number;
  clock: Clock;
  userAgent: string;
  /** Hears of what does not go smoothly with calls. */
  onEvent?: Listener;
}

export interface Connection {
  client: HttpClient;
  /** Takes every known secret out of a text. */
  scrub: (text: string) => string;
  /** Seconds by which the server's clock is ahead; undefined where calls are not signed. */
  clockOffsetSeconds(): Promise<number | undefined>;
  /** What did not go as it should on the way, without harm to what is loaded. */
  warnings(): string[];
  close(): Promise<void>;
}

export function connect(options: ConnectOptions): Connection {
  const { credentials, clock, settings } = options;
  const transport = new Transport(options.origin, options.concurrency + 2);
  const known = [...secretsOf(credentials), ...(options.secrets ?? [])];
  let scrubKnown = scrubber(known);
  const scrub = (text: string) => scrubKnown(text);
  /** Tokens are secrets from the moment they are issued. */
  const learn = (token: Secret) => {
    known.push(token);
    scrubKnown = scrubber(known);
  };
  const serverSeconds = (signal?: AbortSignal) => askServerTime(client, signal);
  const authorization = authorize(credentials, clock, serverSeconds, learn);
  const lease = options.shared
    ? new Lease({ account: `${options.origin} ${keyOf(credentials)}`, folder: options.leaseFolder })
    : undefined;
  const client: HttpClient = new HttpClient({
    transport,
    authorization,
    budget: new Budget(options.budget, lease),
    clock,
    settings,
    scrub,
    userAgent: options.userAgent,
    onEvent: options.onEvent,
  });
  return {
    client,
    scrub,
    clockOffsetSeconds: async () =>
      authorization instanceof KeyAuthorization ? authorization.offsetSeconds() : undefined,
    warnings: () => (lease?.problem ? [lease.problem] : []),
    close: async () => {
      lease?.close();
      await client.close();
    },
  };
}

function authorize(
  credentials: Credentials,
  clock: Clock,
  serverSeconds: (signal?: AbortSignal) => Promise<number>,
  learn: (token: Secret) => void,
): Authorization {
  switch (credentials.kind) {
    case 'keys':
      return new KeyAuthorization(credentials, clock, serverSeconds);
    case 'oauth2': {
      const fetchToken = tokenFetcher(credentials, clock);
      return new OAuth2Authorization(clock, async (signal) => {
        const issued = await fetchToken(signal);
        learn(issued.token);
        return issued;
      });
    }
    case 'bearer':
      return new BearerAuthorization(credentials.token);
  }
}

/** What the API counts calls by. */
function keyOf(credentials: Credentials): string {
  if (credentials.kind === 'oauth2') return credentials.clientId;
  return (credentials.kind === 'keys' ? credentials.applicationKey : credentials.token).reveal();
}

export function secretsOf(credentials: Credentials): Secret[] {
  return Object.values(credentials).filter((value): value is Secret => value instanceof Secret);
}

/** `/auth/time`: a bare integer, unix seconds, no credentials. */
async function askServerTime(client: HttpClient, signal?: AbortSignal): Promise<number> {
  const path = '/1.0/auth/time';
  const outcome = await client.call({ method: 'GET', path, route: path, authenticated: false, signal });
  const seconds = outcome.outcome === 'ok' ? outcome.body.value() : undefined;
  if (typeof seconds === 'number') return seconds;
  const why = outcome.outcome === 'skip' ? outcome.problem.message : 'the reply is not a number';
  throw new StopError(
    `GET ${path}: cannot read the server's clock: ${why}. Check \`region\` and \`baseUrl\``,
  );
}
