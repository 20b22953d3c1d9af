// What an error reply means for the run: one table of statuses and error codes.
import { NOT_GRANTED, type SkipReason } from '../model/api.js';
import type { StopCode } from '../model/codes/codes.js';
import { isObject, type JsonValue } from '../model/json.js';
import type { Repair } from './call.js';
import { parseJson } from './json/body.js';

/** What a reply that is not a success means. */
export type ErrorVerdict =
  | { verdict: 'retry'; repair?: Repair }
  | { verdict: 'throttled' }
  | { verdict: 'skip'; reason: SkipReason }
  | { verdict: 'stop'; code: StopCode };

/** An error reply, read: from either family of error bodies, or from what front ends send in their place. */
export interface ErrorReply {
  status: number;
  /** `errorCode` of the gate or `class` of the service. */
  code: string;
  message: string;
  details?: JsonValue;
}

interface Row {
  status?: (status: number) => boolean;
  code?: RegExp;
  message?: RegExp;
  outcome: ErrorVerdict;
  advice?: string;
}

const only =
  (...statuses: number[]) =>
  (status: number) =>
    statuses.includes(status);

const UNKNOWN_ROUTE = /invalid \(or empty\) url/i;
const CHECK_KEYS = 'Make new keys with `source-ovhcloud login` (see `source-ovhcloud login --help`)';

/** First match wins. Sources: official clients' tests and issues, see the rows of the API's error table. */
const ROWS: readonly Row[] = [
  { code: /^QUERY_TIME_OUT$/, outcome: { verdict: 'retry', repair: 'clock' } },
  {
    code: /^INVALID_SIGNATURE$/,
    outcome: { verdict: 'stop', code: 'signature-refused' },
    advice:
      'The application secret does not belong to the application key, or the consumer key is not validated yet. Check both for missing characters',
  },
  {
    code: /^INVALID_KEY$/,
    outcome: { verdict: 'stop', code: 'application-unknown' },
    advice: 'Keys belong to one region: check that `region` is where the application key was made',
  },
  {
    status: only(403),
    message: /application key is invalid/i,
    outcome: { verdict: 'stop', code: 'application-unknown' },
    advice: 'Keys belong to one region: check that `region` is where the application key was made',
  },
  {
    code: /^INVALID_CREDENTIAL$/,
    outcome: { verdict: 'stop', code: 'consumer-key-refused' },
    advice: `The consumer key is expired, revoked or not validated. ${CHECK_KEYS}`,
  },
  {
    code: /^NOT_CREDENTIAL$/,
    outcome: { verdict: 'stop', code: 'consumer-key-refused' },
    advice: `The consumer key does not exist in this region. ${CHECK_KEYS}`,
  },
  {
    status: only(403),
    message: /session is (forbidden|invalid)/i,
    outcome: { verdict: 'retry', repair: 'token' },
    advice: CHECK_KEYS,
  },
  { status: only(401), outcome: { verdict: 'retry', repair: 'token' }, advice: CHECK_KEYS },
  { status: only(403), outcome: { verdict: 'skip', reason: 'refused' } },
  {
    status: only(404),
    message: UNKNOWN_ROUTE,
    outcome: { verdict: 'skip', reason: 'failed' },
    advice: 'This route does not exist in this region: check the path, or the region',
  },
  { status: only(404, 410), outcome: { verdict: 'skip', reason: 'gone' } },
  { status: only(460), outcome: { verdict: 'skip', reason: 'expired' } },
  { status: only(429), outcome: { verdict: 'throttled' } },
  { status: only(408), outcome: { verdict: 'retry' } },
  { status: only(501), outcome: { verdict: 'skip', reason: 'failed' } },
  { status: (status) => status >= 500, outcome: { verdict: 'retry' } },
  {
    status: (status) => status >= 300 && status < 400,
    outcome: { verdict: 'skip', reason: 'failed' },
    advice: 'The API answered with a redirect, which is not followed: check `region` and `baseUrl`',
  },
];

const OTHERWISE: Row = { outcome: { verdict: 'skip', reason: 'failed' } };

/** The verdict on a reply that is not a success, and what the user can do. */
export function classify(
  error: ErrorReply,
  absent: readonly number[] = [],
): { outcome: ErrorVerdict; advice?: string } {
  const row = ROWS.find(
    (candidate) =>
      (!candidate.status || candidate.status(error.status)) &&
      (!candidate.code || candidate.code.test(error.code)) &&
      (!candidate.message || candidate.message.test(error.message)),
  );
  const { outcome, advice } = row ?? OTHERWISE;
  // Only an answer about the object can mean "there is none": not one about keys, clock or pace.
  const isAbsent =
    outcome.verdict === 'skip' && absent.includes(error.status) && !UNKNOWN_ROUTE.test(error.message);
  return isAbsent ? { outcome: { verdict: 'skip', reason: 'absent' } } : { outcome, advice };
}

/**
 * Reads an error body: `{errorCode, message}`, `{class, message, details}`, HTML, plain text or nothing.
 * A text is scrubbed before it is cut: half a secret would not be recognized.
 */
export function readError(status: number, body: Buffer, scrub = (text: string) => text): ErrorReply {
  const text = body.toString('utf8', 0, 20_000).trim();
  const value = tryJson(text);
  if (!isObject(value)) return { status, code: '', message: excerpt(scrub(text)) || 'no explanation' };
  const word = (key: string) => (typeof value[key] === 'string' ? value[key] : '');
  return {
    status,
    code: word('errorCode') || word('class') || word('error'),
    message: word('message') || word('error_description') || excerpt(scrub(text)),
    details: value.details,
  };
}

function tryJson(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The first words of a text, without markup. */
export function excerpt(text: string, length = 160): string {
  const words = text
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > length ? `${words.slice(0, length)}…` : words;
}

/**
 * The right that a refused call lacks: the IAM actions that OVHcloud names, or the access rule that its gate has not
 * found. Undefined for a refusal by the service itself, which is about the object: the key may have every right.
 */
export function rightsAdvice(
  method: string,
  route: string,
  { code, details }: Pick<ErrorReply, 'code' | 'details'>,
): string | undefined {
  const path = route.replace(/^\/(1\.0|v1)(?=\/)/, '').replace(/\{[^}]*\}/g, '*');
  const actions = isObject(details)
    ? Object.entries(details)
        .filter(([key, value]) => /^unauthorizedActions/i.test(key) && typeof value === 'string' && value)
        .map(([, value]) => String(value))
    : [];
  if (actions.length > 0) return `Grant the identity the IAM action ${[...new Set(actions)].join(', ')}`;
  return code === NOT_GRANTED ? `Grant the access rule \`${method} ${path}\`` : undefined;
}
