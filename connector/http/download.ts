// Downloads a PDF from a link of the API: by the same policies as a call, but on another host, so nothing is signed and no
// header that names anybody is ever sent.

import type { Download, DownloadOptions } from '../model/download.js';
import { stopFor } from '../model/errors.js';
import { passwordsIn, Secret, scrubber } from '../model/secret.js';
import { NetworkError } from '../network/failure.js';
import { isConfidential } from '../network/loopback.js';
import type { NetworkSettings } from '../network/settings.js';
import { Transport, type WireReply } from '../network/transport.js';
import type { Authorization } from './authorization/authorization.js';
import type { Budget } from './budget/budget.js';
import { type Answer, type Call, callOf, type Step } from './call.js';
import { CallEvents } from './call-events.js';
import type { ClientParts } from './client.js';
import { countAttempts } from './policies/count.js';
import { type DocumentReply, judgeDocuments } from './policies/judge-document.js';
import { paceAttempts } from './policies/pace.js';
import { retryCalls } from './policies/retry.js';

const MOST_REDIRECTS = 5;
/** Downloads in a row without a usable answer, after which the host counts as down. */
const SERIES = 5;

/** Nobody calls. */
const NOBODY: Authorization = {
  prepare: async () => undefined,
  isReady: () => true,
  headers: async () => ({}),
  correctClock: async () => undefined,
  renewToken: async () => false,
};

interface DownloadParts extends Pick<ClientParts, 'clock' | 'settings' | 'scrub' | 'userAgent' | 'onEvent'> {
  budget: Budget;
  network: NetworkSettings;
  connections: number;
  maxReplyBytes: number | undefined;
  statistics: Parameters<typeof countAttempts>[1]['statistics'];
}

export class DownloadClient {
  readonly #transports = new Map<string, Transport>();
  #gaveUp = 0;

  constructor(private readonly parts: DownloadParts) {}

  /** Throws `StopError` where several downloads in a row got no usable answer. */
  async get(link: string, { source, signal }: DownloadOptions): Promise<Download> {
    const url = URL.canParse(link) ? new URL(link) : undefined;
    const call = callOf({
      method: 'GET',
      path: url?.pathname ?? '/',
      route: source,
      authenticated: false,
      source,
      signal,
    });
    const refused = url ? whyUnusable(url) : 'the link is no address';
    if (!url || refused !== undefined) return failed(call, refused ?? '');
    const ending = await this.#steps(url)(call);
    if (ending.outcome === 'gave-up') {
      this.#gaveUp++;
      if (this.#gaveUp >= SERIES) throw stopFor('api-down', ending.problem);
      return { outcome: 'skip', reason: 'failed', problem: ending.problem };
    }
    this.#gaveUp = 0;
    if (ending.outcome === 'ok') return { outcome: 'ok', bytes: ending.bytes };
    return {
      outcome: 'skip',
      reason: ending.reason === 'refused' ? 'refused' : 'failed',
      problem: ending.problem,
    };
  }

  async close(): Promise<void> {
    for (const transport of this.#transports.values()) await transport.close();
  }

  /** From the wire outwards, as those of `HttpClient`, without the one that signs. */
  #steps(url: URL) {
    const { parts } = this;
    const own = scrubber([
      ...passwordsIn(url.href),
      ...[...url.searchParams.values()].map((text) => new Secret(text)),
    ]);
    const context = {
      ...parts,
      scrub: (text: string) => parts.scrub(own(text)),
      authorization: NOBODY,
      events: new CallEvents(parts.onEvent),
    };
    const counted = countAttempts(this.#send(url), context);
    const paced = paceAttempts(counted, context);
    return retryCalls<DocumentReply>(judgeDocuments(paced, context), context);
  }

  #send(first: URL): Step<Answer> {
    const { settings, userAgent } = this.parts;
    return async ({ request: { signal } }) => {
      let url = first;
      try {
        for (let redirects = 0; ; redirects++) {
          const target = url.pathname + url.search;
          const headers = { accept: 'application/pdf', 'user-agent': userAgent };
          const { timeoutMs } = settings;
          const reply = await this.#to(url).send({ method: 'GET', target, headers, timeoutMs, signal });
          const next = redirectOf(reply, url);
          if (!next) return { reply };
          const refused = redirects < MOST_REDIRECTS ? whyUnusable(next) : 'it redirects too often';
          if (refused !== undefined)
            throw new NetworkError('redirect-refused', `a redirect: ${refused}`, true);
          url = next;
        }
      } catch (error) {
        if (error instanceof NetworkError) return { failure: error };
        throw error;
      }
    };
  }

  #to({ origin }: URL): Transport {
    const { connections, network, maxReplyBytes } = this.parts;
    const known = this.#transports.get(origin);
    if (known) return known;
    const made = new Transport(origin, { connections, network, maxReplyBytes });
    this.#transports.set(origin, made);
    return made;
  }
}

function redirectOf({ status, headers }: WireReply, from: URL): URL | undefined {
  const { location } = headers;
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && location !== undefined;
  return isRedirect && URL.canParse(location, from) ? new URL(location, from) : undefined;
}

/** The link opens the document: it must not be sent where others can read it. */
function whyUnusable(url: URL): string | undefined {
  if (!isConfidential(url)) return `the link is not https (${url.protocol}//${url.hostname})`;
  return url.username === '' && url.password === '' ? undefined : 'the link has a user in it';
}

function failed({ request: { path } }: Call, message: string): Download {
  return { outcome: 'skip', reason: 'failed', problem: { method: 'GET', path, attempts: 0, message } };
}
