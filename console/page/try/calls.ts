// Calls that a person sends, and what became of them; the newest answer of each operation stays while the page is open.
import { type Signal, signal } from '@preact/signals';
import type { CallAnswer, CallDraft, CallRequest } from '../../contract/call.js';
import type { OperationPage } from '../../contract/operation.js';
import { fieldId, missingIn, requestOf } from '../operation/form-state.js';
import { type Asked, notAsked, put } from '../state/asked.js';
import { ask } from '../state/server.js';
import { connection, ofConnection } from '../state/session.js';

export interface Calls {
  answer: Signal<Asked<CallAnswer>>;
  draft: Signal<Asked<CallDraft>>;
  /** Whether it was to be sent: from then on fields without a value say so. */
  tried: Signal<boolean>;
  /** The draft that waits for consent. */
  consent: Signal<CallDraft | undefined>;
}

const calls = new Map<string, Calls>();

export function callsOf({ method, path }: OperationPage): Calls {
  const key = `${method} ${path}`;
  const known = calls.get(key) ?? {
    answer: notAsked<CallAnswer>(),
    draft: notAsked<CallDraft>(),
    tried: signal(false),
    consent: signal<CallDraft | undefined>(undefined),
  };
  calls.set(key, known);
  return known;
}

export const hasEffects = ({ method }: OperationPage): boolean => method !== 'GET';

/** A GET is sent. Anything else becomes a draft, which is shown and waits for consent. */
export async function send(page: OperationPage): Promise<void> {
  const { answer, consent, tried } = callsOf(page);
  if (answer.peek().state === 'waiting') return;
  tried.value = true;
  const [missing] = missingIn(page);
  if (missing) {
    document.getElementById(fieldId(missing))?.focus();
    return;
  }
  const request = requestTo(page);
  if (!hasEffects(page)) {
    await put(answer, () => ask('POST /api/call', request), { keep: false });
    return;
  }
  await draftOf(page);
  const drafted = callsOf(page).draft.peek();
  if (drafted.state === 'answer') consent.value = drafted.answer;
  else answer.value = { state: 'error', ...(drafted.error && { error: drafted.error }) };
}

/** What would be sent, and as code; nothing is sent. */
export async function draftOf(page: OperationPage): Promise<void> {
  await put(callsOf(page).draft, () => ask('POST /api/call/draft', requestTo(page)), { keep: false });
}

/** With the keys of the chosen connection. */
const requestTo = (page: OperationPage): CallRequest => ({
  ...requestOf(page, page.body?.example),
  ...ofConnection(connection.peek()),
});

/** Once: the server takes a draft a single time. */
export async function sendDraft(page: OperationPage, draft: CallDraft): Promise<void> {
  const { answer, consent } = callsOf(page);
  if (consent.peek()?.id !== draft.id) return;
  consent.value = undefined;
  await put(answer, () => ask('POST /api/call', { draft: draft.id, consent: true }), { keep: false });
}
