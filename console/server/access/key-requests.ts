// Consumer keys that were requested here and wait: for a person at OVHcloud, and then for the word to store them.
import { randomUUID } from 'node:crypto';
import { API_METHODS } from '../../../connector/app/explorer/route.js';
import { requestConsumerKey, usesKey, waitForValidation } from '../../../connector/app/login.js';
import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import { assertKeyFile, KEY_FILE, saveConsumerKey } from '../../../connector/app/save-key.js';
import { isExpected } from '../../../connector/model/errors.js';
import type { Secret } from '../../../connector/model/secret.js';
import type { AccessRule } from '../../../connector/plan/access-rules.js';
import type { KeyRequest, KeyRequested, KeySaved, KeyState, RuleEntry } from '../../contract/access.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';

const MINUTE_MS = 60_000;

interface RequestedKey {
  source: SourceWithoutKeys;
  key: Secret;
  state: KeyState;
  /** Ends the waiting. */
  end: AbortController;
}

export class KeyRequests {
  readonly #keys = new Map<string, RequestedKey>();

  constructor(private readonly workspace: Workspace) {}

  /** One call. Throws `StopError` where the API refuses, or application key and secret are missing. */
  async request({ connection, rules, minutes }: KeyRequest): Promise<KeyRequested> {
    const source = this.workspace.source(connection);
    const keyFile = this.workspace.pathOf(KEY_FILE);
    assertKeyFile(keyFile);
    const asked = await requestConsumerKey(source, rules?.map(ruleOf));
    const { consumerKey: key, validationUrl } = asked;
    this.workspace.hide(key);
    const id = randomUUID();
    const end = new AbortController();
    const requested: RequestedKey = { source, key, state: { state: 'waiting' }, end };
    this.#keys.set(id, requested);
    void waited(requested, minutes * MINUTE_MS);
    return {
      id,
      validationUrl: linkOf(validationUrl),
      rules: asked.rules.map(({ method, path }) => ({ method, path })),
      file: keyFile,
      until: new Date(source.clock.now() + minutes * MINUTE_MS).toISOString(),
    };
  }

  state(id: string): KeyState {
    return this.#known(id).state;
  }

  /** Stores it as `login` does, or forgets it. */
  save(id: string, consent: boolean): KeySaved {
    const { source, key, state, end } = this.#known(id);
    const keyFile = this.workspace.pathOf(KEY_FILE);
    if (consent && state.state !== 'validated')
      throw new Refused(409, 'draft-used', 'this key is not validated: confirm it at OVHcloud first');
    if (consent) saveConsumerKey(keyFile, source.config, key);
    end.abort();
    this.#keys.delete(id);
    this.workspace.reload();
    const now = this.workspace.source(source.config.connection);
    return {
      ...(consent && { file: keyFile }),
      isUsed: usesKey(now, key),
      from: now.config.credentialSources,
    };
  }

  close(): void {
    for (const { end } of this.#keys.values()) end.abort();
    this.#keys.clear();
  }

  #known(id: string): RequestedKey {
    const found = this.#keys.get(id);
    if (found) return found;
    throw new Refused(404, 'not-found', 'this key is stored or forgotten: request another one');
  }
}

async function waited(requested: RequestedKey, timeoutMs: number): Promise<void> {
  const { source, key, end } = requested;
  try {
    await waitForValidation(source, key, timeoutMs, end.signal);
    requested.state = { state: 'validated' };
  } catch (error) {
    const message = isExpected(error) ? error.message : 'the console failed';
    requested.state = { state: 'failed', message };
  }
}

function ruleOf({ method, path }: RuleEntry): AccessRule {
  const known = API_METHODS.find((each) => each === method);
  if (known !== undefined && path.startsWith('/')) return { method: known, path };
  throw new Refused(400, 'request', `"${method} ${path}" is no rule: write GET /me/*`);
}

/** What the page may make a link of. */
function linkOf(text: string): string {
  const { protocol, hostname } = URL.canParse(text) ? new URL(text) : { protocol: '', hostname: '' };
  const isLocal = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol === 'https:' || isLocal) return text;
  throw new Refused(400, 'request', 'the API names no web address for the validation');
}
