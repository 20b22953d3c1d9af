// Asks the OAuth2 token address for a token, with client credentials.
import type { Clock } from '../../model/clock.js';
import { StopError } from '../../model/errors.js';
import { isObject, isScalar, type JsonValue } from '../../model/json.js';
import { Secret } from '../../model/secret.js';
import { adviceOn, isLasting, NetworkError, stopCodeOf } from '../../network/failure.js';
import type { NetworkSettings } from '../../network/settings.js';
import { Transport, type WireReply } from '../../network/transport.js';
import { parseJson } from '../json/body.js';
import { backoffMs } from '../policies/waits.js';
import { excerpt } from '../verdict.js';
import type { IssuedToken } from './oauth2.js';

export interface TokenSource {
  tokenUrl: string;
  clientId: string;
  clientSecret: Secret;
}

export interface TokenContext {
  clock: Clock;
  scrub: (text: string) => string;
  network?: NetworkSettings;
  connectTimeoutMs?: number;
  /** Milliseconds in which a server must be reached. Default: as long as all attempts take. */
  firstContactMs?: number;
}

type TokenAnswer = WireReply | NetworkError;

const ATTEMPTS = 5;
/** Attempts of a first contact. */
const CONTACT_ATTEMPTS = 3;
const TIMEOUT_MS = 60_000;
const DEFAULT_LIFE_SECONDS = 3599;
const MAX_REPLY_BYTES = 1024 ** 2;

/** A function that fetches a token. It throws `StopError` when the client is refused or no attempt is answered. */
export function tokenFetcher(source: TokenSource, context: TokenContext) {
  const { network, connectTimeoutMs } = context;
  return async (signal?: AbortSignal): Promise<IssuedToken> => {
    const address = new URL(source.tokenUrl);
    const options = { network, connectTimeoutMs, maxReplyBytes: MAX_REPLY_BYTES };
    const transport = new Transport(address.origin, options);
    try {
      const answer = await patiently(() => ask(transport, address, source, signal), context, signal);
      if (answer instanceof NetworkError || isFault(answer.status)) throw unanswered(answer, source, context);
      return readToken(answer, source, context);
    } finally {
      await transport.close();
    }
  };
}

/** The first answer that counts, or the last of all attempts. */
async function patiently(
  send: () => Promise<TokenAnswer>,
  { clock, firstContactMs }: TokenContext,
  signal?: AbortSignal,
): Promise<TokenAnswer> {
  const startedAt = clock.now();
  for (let attempt = 1; ; attempt++) {
    const answer = await send();
    const waitMs = backoffMs(attempt, clock.random());
    const isUnreached = firstContactMs !== undefined && answer instanceof NetworkError && !answer.sent;
    const isLate = isUnreached && clock.now() + waitMs - startedAt > firstContactMs;
    const most = isUnreached ? CONTACT_ATTEMPTS : ATTEMPTS;
    if (!isPassing(answer) || attempt >= most || isLate) return answer;
    await clock.sleep(waitMs, signal);
  }
}

function unanswered(answer: TokenAnswer, { tokenUrl }: TokenSource, { scrub }: TokenContext): StopError {
  const [advice, code] = answer instanceof NetworkError ? [adviceOn(answer), stopCodeOf(answer)] : [];
  const words = `${tokenUrl}: no token: ${reason(answer, scrub)}${advice ? `. ${advice}` : ''}`;
  return new StopError(code ?? 'token-refused', words);
}

/** Worth another attempt. Front ends at times send a page or half a reply in place of JSON, with status 200 too. */
function isPassing(answer: TokenAnswer): boolean {
  if (answer instanceof NetworkError) return !isLasting(answer);
  if (isFault(answer.status)) return true;
  return answer.status === 200 && !isObject(tryJson(answer));
}

function isFault(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

async function ask(
  transport: Transport,
  address: URL,
  source: TokenSource,
  signal?: AbortSignal,
): Promise<TokenAnswer> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: source.clientId,
    client_secret: source.clientSecret.reveal(),
    scope: 'all',
  }).toString();
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const target = address.pathname + address.search;
  try {
    return await transport.send({ method: 'POST', target, headers, body, timeoutMs: TIMEOUT_MS, signal });
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

/** The body decides, not the status: refusals were seen with 200 and with 400. */
function readToken(reply: WireReply, source: TokenSource, { scrub }: TokenContext): IssuedToken {
  const body = tryJson(reply);
  const fields = isObject(body) ? body : {};
  const { access_token: token, expires_in: life } = fields;
  if (typeof token !== 'string' || token === '') {
    const words = [fields.error, fields.error_description].filter((each) => typeof each === 'string' && each);
    throw new StopError(
      'token-refused',
      `${source.tokenUrl}: no token for client ${source.clientId}: ` +
        `${scrub(words.join(': ')) || reason(reply, scrub)}. ` +
        'Check clientId, clientSecret and that `region` is where the service account was made',
    );
  }
  const seconds = isScalar(life) && life !== '' ? Number(life) : Number.NaN;
  const lifeMs = 1000 * (Number.isNaN(seconds) ? DEFAULT_LIFE_SECONDS : seconds);
  return { token: new Secret(token), lifeMs };
}

function reason(answer: TokenAnswer, scrub: (text: string) => string): string {
  if (answer instanceof NetworkError) return scrub(answer.message);
  return `answered ${answer.status} ${excerpt(scrub(answer.body.toString('utf8', 0, 2000)))}`;
}

function tryJson(reply: WireReply): JsonValue | undefined {
  try {
    return parseJson(reply.body.toString('utf8'));
  } catch {
    return undefined;
  }
}
