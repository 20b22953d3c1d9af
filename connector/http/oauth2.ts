// OAuth2 client credentials: asks the token address for a token.
import type { Clock } from '../model/clock.js';
import { StopError } from '../model/errors.js';
import { isObject, type JsonValue } from '../model/json.js';
import { Secret, scrubber } from '../model/secret.js';
import type { IssuedToken } from './authorization.js';
import { parseJson } from './json.js';
import { NetworkError, Transport, type WireReply } from './transport.js';
import { excerpt } from './verdict.js';
import { backoffMs } from './waiting.js';

export interface TokenSource {
  tokenUrl: string;
  clientId: string;
  clientSecret: Secret;
}

type Scrub = (text: string) => string;

const ATTEMPTS = 5;
const TIMEOUT_MS = 60_000;
const DEFAULT_LIFE_SECONDS = 3599;

/** A function that fetches a token; it throws `StopError` when the client is refused. */
export function tokenFetcher(source: TokenSource, clock: Clock) {
  return async (signal?: AbortSignal): Promise<IssuedToken> => {
    const address = new URL(source.tokenUrl);
    const scrub = scrubber([source.clientSecret]);
    const transport = new Transport(address.origin, 1);
    try {
      for (let attempt = 1; ; attempt++) {
        const answer = await ask(transport, address, source, signal);
        const isAnswer = !(answer instanceof NetworkError || isPassing(answer));
        if (!isAnswer && attempt < ATTEMPTS) await clock.sleep(backoffMs(attempt, clock), signal);
        else if (answer instanceof NetworkError || isFault(answer.status))
          throw new StopError(`${source.tokenUrl}: no token: ${reason(answer, scrub)}`);
        else return readToken(answer, source, clock, scrub);
      }
    } finally {
      await transport.close();
    }
  };
}

function isFault(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** A page in place of JSON, or a reply that is cut off, is what front ends send in passing, with 200 too. */
function isPassing(reply: WireReply): boolean {
  return isFault(reply.status) || (reply.status === 200 && !isObject(tryJson(reply)));
}

function reason(answer: NetworkError | WireReply, scrub: Scrub): string {
  if (answer instanceof NetworkError) return scrub(answer.message);
  return `answered ${answer.status} ${excerpt(scrub(answer.body.toString('utf8', 0, 2000)))}`;
}

async function ask(transport: Transport, address: URL, source: TokenSource, signal?: AbortSignal) {
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

/** The status is not to be trusted: refusals were seen with 200 and with 400, so the body decides. */
function readToken(reply: WireReply, source: TokenSource, clock: Clock, scrub: Scrub): IssuedToken {
  const body = tryJson(reply);
  const token = isObject(body) ? body.access_token : undefined;
  if (!isObject(body) || typeof token !== 'string' || token === '') {
    const word = (key: string) => (isObject(body) && typeof body[key] === 'string' ? body[key] : '');
    const said = [word('error'), word('error_description')].filter(Boolean).join(': ');
    throw new StopError(
      `${source.tokenUrl}: no token for client ${source.clientId}: ${scrub(said) || reason(reply, scrub)}. ` +
        'Check clientId, clientSecret and that `region` is where the service account was made',
    );
  }
  const life = typeof body.expires_in === 'number' ? body.expires_in : DEFAULT_LIFE_SECONDS;
  return { token: new Secret(token), endsAt: clock.now() + life * 1000 };
}

function tryJson(reply: WireReply): JsonValue | undefined {
  try {
    return parseJson(reply.body.toString('utf8'));
  } catch {
    return undefined;
  }
}
