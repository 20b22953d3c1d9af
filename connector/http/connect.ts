// Puts a client together from credentials and settings.
import type { BudgetKey, BudgetOptions, BudgetSharing } from '../model/budget.js';
import type { Clock } from '../model/clock.js';
import { StopError } from '../model/errors.js';
import type { Listener } from '../model/events/events.js';
import type { Notice } from '../model/notice.js';
import type { Credentials } from '../model/region.js';
import { Secret, scrubber } from '../model/secret.js';
import { DIRECT, type NetworkSettings, networkSecrets } from '../network/settings.js';
import { Transport } from '../network/transport.js';
import type { Authorization } from './authorization/authorization.js';
import { BearerAuthorization } from './authorization/bearer.js';
import { KeyAuthorization } from './authorization/keys.js';
import { OAuth2Authorization } from './authorization/oauth2.js';
import { type TokenContext, tokenFetcher } from './authorization/token-address.js';
import type { Peers } from './budget/budget.js';
import { takeBudget } from './budget/shared-budgets.js';
import { type ClientSettings, HttpClient } from './client.js';
import type { Connection } from './connection.js';
import { DownloadClient } from './download.js';

export interface ConnectOptions {
  /** `https://eu.api.ovh.com`: no path. */
  origin: string;
  credentials: Credentials;
  budget: BudgetOptions;
  /** With which other processes that use the same key the budget is shared. Default: none. */
  shared?: BudgetSharing;
  /** The key that the API is taken to count calls by. Default: `application`. */
  budgetPer?: BudgetKey;
  /** Folder in which these processes find each other. Default: the user's. */
  leaseFolder?: string;
  settings: ClientSettings;
  /** Other secrets that no text may show. */
  secrets?: readonly Secret[];
  /** Proxy and certificates. Default: direct connections. */
  network?: NetworkSettings;
  /** Most bytes of one reply after decompression. Default 128 MiB. */
  maxReplyBytes?: number;
  /** Most calls in flight at once. */
  concurrency: number;
  clock: Clock;
  userAgent: string;
  /** Hears of retries, throttling, repairs and a lowered pace. */
  onEvent?: Listener;
}

export function connect(options: ConnectOptions): Connection {
  const { credentials, clock, settings, userAgent, onEvent } = options;
  const { network = DIRECT } = options;
  const connections = options.concurrency + 2;
  const { maxReplyBytes } = options;
  const { firstContactMs } = settings;
  // Two connections fit into the time of a first contact.
  const connectTimeoutMs = firstContactMs && firstContactMs / 2;
  const transport = new Transport(options.origin, {
    connections,
    network,
    maxReplyBytes,
    connectTimeoutMs,
  });
  const secrets = new KnownSecrets([
    ...secretsOf(credentials),
    ...networkSecrets(network),
    ...(options.secrets ?? []),
  ]);
  const { scrub } = secrets;
  const serverSeconds = (signal?: AbortSignal) => askServerTime(client, signal);
  const authorization = authorize(credentials, {
    clock,
    network,
    connectTimeoutMs,
    firstContactMs,
    secrets,
    serverSeconds,
  });
  const { budget, peers, release } = takeBudget({
    options: options.budget,
    account: `${options.origin} ${keyOf(credentials, options.budgetPer)}`,
    shared: options.shared ?? false,
    leaseFolder: options.leaseFolder,
    clock,
  });
  const client: HttpClient = new HttpClient({
    transport,
    authorization,
    budget,
    clock,
    settings,
    scrub,
    userAgent,
    onEvent,
  });
  const downloads = new DownloadClient({
    ...{ budget, network, connections, maxReplyBytes, clock, settings, scrub, userAgent, onEvent },
    statistics: client.counted,
  });
  return {
    client,
    scrub,
    download: (link, download) => downloads.get(link, download),
    clockOffsetSeconds: async (signal) =>
      authorization instanceof KeyAuthorization ? authorization.offsetSeconds(signal) : undefined,
    warnings: () => warningsOf(peers, authorization),
    close: async () => {
      await release();
      await downloads.close();
      await client.close();
    },
  };
}

function warningsOf(peers: Peers | undefined, authorization: Authorization): Notice[] {
  const token = authorization instanceof OAuth2Authorization ? authorization.problem : undefined;
  return [
    ...(peers?.problem ? [peers.problem] : []),
    ...(token ? [{ code: 'token-life' as const, message: token }] : []),
  ];
}

/** The secrets of a connection. A token becomes one of them when it is issued. */
class KnownSecrets {
  readonly #secrets: Secret[];
  #scrub: (text: string) => string;

  constructor(secrets: readonly Secret[]) {
    this.#secrets = [...secrets];
    this.#scrub = scrubber(secrets);
  }

  readonly scrub = (text: string): string => this.#scrub(text);

  add(secret: Secret): void {
    this.#secrets.push(secret);
    this.#scrub = scrubber(this.#secrets);
  }
}

interface AuthorizeContext extends Omit<TokenContext, 'scrub'> {
  secrets: KnownSecrets;
  serverSeconds: (signal?: AbortSignal) => Promise<number>;
}

function authorize(
  credentials: Credentials,
  { secrets, serverSeconds, ...context }: AuthorizeContext,
): Authorization {
  const { clock } = context;
  switch (credentials.kind) {
    case 'keys':
      return new KeyAuthorization(credentials, clock, serverSeconds);
    case 'oauth2': {
      const fetchToken = tokenFetcher(credentials, { ...context, scrub: secrets.scrub });
      return new OAuth2Authorization(clock, async (signal) => {
        const issued = await fetchToken(signal);
        secrets.add(issued.token);
        return issued;
      });
    }
    case 'bearer':
      return new BearerAuthorization(credentials.token);
  }
}

/** The key that the API is taken to count calls by. */
function keyOf(credentials: Credentials, per: BudgetKey = 'application'): string {
  if (credentials.kind === 'oauth2') return credentials.clientId;
  if (credentials.kind === 'bearer') return credentials.token.reveal();
  const { applicationKey, consumerKey } = credentials;
  return per === 'consumer' && consumerKey
    ? `${applicationKey.reveal()} ${consumerKey.reveal()}`
    : applicationKey.reveal();
}

export function secretsOf(credentials: Credentials): Secret[] {
  return Object.values(credentials).filter((value): value is Secret => value instanceof Secret);
}

/** Asks `/auth/time`, which answers a bare integer, unix seconds, and needs no credentials. */
async function askServerTime(client: HttpClient, signal?: AbortSignal): Promise<number> {
  const path = '/1.0/auth/time';
  const outcome = await client.call({ method: 'GET', path, route: path, authenticated: false, signal });
  const seconds = outcome.outcome === 'ok' ? outcome.body.value() : undefined;
  if (typeof seconds === 'number') return seconds;
  const problem = outcome.outcome === 'skip' ? outcome.problem : undefined;
  const why = problem?.message ?? 'the reply is not a number';
  const advice = problem?.advice ?? 'Check `region` and `baseUrl`';
  throw new StopError(
    'clock-refused',
    `GET ${path}: cannot read the server's clock: ${why}. ${advice}`,
    problem,
  );
}
