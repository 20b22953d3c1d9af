// TRY: a call as the page asks for it, what is shown before it is sent, and its answer.

/** Values as typed; the server checks them against the API's documents. */
export interface CallRequest {
  method: string;
  /** Template or concrete path. */
  path: string;
  parameters: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** JSON text. */
  body?: string;
  /** Which connection of the configuration; absent: the only one, or the first. */
  connection?: string;
}

/**
 * `POST /api/call/draft`: nothing is sent. Faults come as an error `call-value` with an issue for each. A method with
 * effects can be sent only by the id of a draft.
 */
export interface CallDraft {
  id: string;
  /** Whether it may change something: everything but GET. */
  effects: boolean;
  /** Exactly what will be sent, without credentials; secrets of the body are masked. */
  shown: ShownCall;
  /** Remarks, such as a deprecation. */
  notes: string[];
  /** Whole scripts: secrets are read from environment variables. */
  code: Record<'curl' | 'node' | 'python' | 'php', string>;
  /** Whether the keys are there; without them only an operation that needs none can be sent. */
  sendable: boolean;
}

export interface ShownCall {
  method: string;
  /** The whole address, percent-encoded. */
  url: string;
  headers: [name: string, value: string][];
  /** JSON text, two spaces. */
  body?: string;
}

/**
 * `POST /api/call`: sends once. A GET needs no draft. A draft is used up by being sent, so a second click sends nothing
 * (error `draft-used`). `draft` alone sends it only with `consent: true`.
 */
export type SendRequest = CallRequest | { draft: string; consent: true };

export type CallAnswer = {
  /** Under which the answer is kept, for its lines; the newest answers are kept in the server's memory only. */
  id: string;
  milliseconds: number;
  /** Calls a second that the budget allows. */
  pace: number;
  code: CallDraft['code'];
  notes: string[];
} & (AnswerOk | AnswerRefused);

export interface AnswerOk {
  outcome: 'ok';
  status: number;
  queryId?: string;
  headers: [name: string, value: string][];
  /** Size of the JSON text with two spaces; digits as on the wire. */
  bytes: number;
  lines: number;
  /** The whole text where it has at most 256 KiB, otherwise its first 1,000 lines. */
  text: string;
  isWhole: boolean;
  /** Whether secrets are masked. */
  hidden: boolean;
  /** The next page of a v2 list: header values to send with the same call. */
  nextPage?: Record<string, string>;
  /** Items, where the answer is a list. */
  items?: number;
}

/** The API's refusal, or why there is no answer. */
export interface AnswerRefused {
  outcome: 'refused';
  status?: number;
  queryId?: string;
  /** Class of the error by the API: `Client::NotFound`. */
  errorClass?: string;
  /** The API's own words. */
  message: string;
  advice?: string;
}

/** `GET /api/answer/lines?id=…&from=0&count=1000`. */
export interface AnswerLines {
  from: number;
  lines: string[];
  total: number;
}

/** `GET /api/answer/text?id=…`: the whole answer as `text/plain`, read in pieces. */
export type AnswerText = string;
