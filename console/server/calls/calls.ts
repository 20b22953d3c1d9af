// TRY: a call is checked against the documents, shown, and sent by the signed client within the budget.
import {
  type CallInput,
  type PreparedCall,
  prepareCall,
} from '../../../connector/app/explorer/prepare-call.js';
import { API_METHODS } from '../../../connector/app/explorer/route.js';
import { type CallResult, sendOn, shownRequest } from '../../../connector/app/explorer/send-call.js';
import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import { SAMPLE_LANGUAGES, sampleCode } from '../../../connector/app/samples/languages.js';
import { sampleOf } from '../../../connector/app/samples/sample.js';
import { parseJson } from '../../../connector/http/json/body.js';
import { JsonSyntaxError, TooMuchJson } from '../../../connector/http/json/parse-text.js';
import { requestTarget } from '../../../connector/http/request.js';
import type { ApiProblem } from '../../../connector/model/api.js';
import { ConfigError } from '../../../connector/model/errors.js';
import type { JsonValue } from '../../../connector/model/json.js';
import { pretty } from '../../../connector/text/api-text.js';
import type {
  AnswerRefused,
  CallAnswer,
  CallDraft,
  CallRequest,
  SendRequest,
  ShownCall,
} from '../../contract/call.js';
import { Refused } from '../failure.js';
import { ShownOnce } from '../shown-once.js';
import { hasKeys, type Workspace } from '../workspace.js';
import { KeptAnswers } from './kept-answers.js';

interface Draft {
  source: SourceWithoutKeys;
  call: PreparedCall;
}

export class Calls {
  readonly #drafts: ShownOnce<Draft>;
  readonly answers = new KeptAnswers();

  constructor(private readonly workspace: Workspace) {
    this.#drafts = new ShownOnce(
      workspace.clock,
      'this call was sent already, or was shown too long ago: look at it again',
    );
  }

  /** Sends nothing. Throws `ConfigError` with every fault of the call. */
  async draft(request: CallRequest): Promise<CallDraft> {
    const prepared = await this.#prepared(request);
    const { source, call } = prepared;
    return {
      id: this.#drafts.add(prepared),
      effects: call.request.method !== 'GET',
      shown: shownCall(source, call),
      notes: call.notes,
      code: codeOf(source, call),
      sendable: call.request.authenticated === false || hasKeys(source),
    };
  }

  /** Sends once: a GET at once, anything else by a draft that a person has seen and agreed to. */
  async send(request: SendRequest, signal?: AbortSignal): Promise<CallAnswer> {
    const draft = 'draft' in request ? this.#agreed(request) : await this.#gettable(request);
    const { source, call } = draft;
    const isOpen = call.request.authenticated === false;
    if (!isOpen && !hasKeys(source)) throw keysMissing(source);
    const connection = this.workspace.connectionFor(source, isOpen);
    // What may change something is not given up half-way because a window closes.
    const result = await sendOn(connection, source, call, call.request.method === 'GET' ? { signal } : {});
    return {
      ...this.#answerOf(result),
      milliseconds: result.milliseconds,
      pace: source.config.budget.callsPerSecond,
      code: codeOf(source, call),
      notes: call.notes,
    };
  }

  #agreed(request: { draft: string; consent: true }): Draft {
    // As it came over the wire, whatever its type says.
    if ((request.consent as unknown) !== true) throw consentMissing();
    return this.#drafts.take(request.draft);
  }

  async #gettable(request: CallRequest): Promise<Draft> {
    if (request.method !== 'GET') throw consentMissing();
    return this.#prepared(request);
  }

  async #prepared(request: CallRequest): Promise<Draft> {
    const source = this.workspace.source(request.connection);
    const documents = await this.workspace.documents();
    const call = await prepareCall(source, inputOf(request), { documents, namesOptions: false });
    return { source, call };
  }

  #answerOf(
    result: CallResult,
  ): { id: string } & (AnswerRefused | Omit<CallAnswer & { outcome: 'ok' }, Shared>) {
    if (result.outcome === 'refused') return { id: '', ...refusedAnswer(result.problem) };
    const { body, headers, status, queryId, hidden } = result;
    const cursor = headers['x-pagination-cursor-next'];
    return {
      ...this.answers.keep(body === null ? '' : pretty(body)),
      outcome: 'ok',
      status,
      ...(queryId !== undefined && { queryId }),
      headers: Object.entries(headers),
      hidden,
      ...(cursor !== undefined && { nextPage: { 'X-Pagination-Cursor': cursor } }),
      ...(Array.isArray(body) && { items: body.length }),
    };
  }
}

type Shared = 'milliseconds' | 'pace' | 'code' | 'notes';

function consentMissing(): Refused {
  const message = 'a call that may change something is sent only after you have seen it and agreed';
  return new Refused(409, 'consent-missing', message);
}

function inputOf({ method, path, parameters, query, headers, body }: CallRequest): CallInput {
  const known = API_METHODS.find((each) => each === method);
  if (known === undefined) throw new Refused(400, 'request', `"${method}" is no method of the API`);
  return { method: known, path, parameters, query, headers, ...bodyOf(body) };
}

function bodyOf(text: string | undefined): { body?: JsonValue } {
  if (text === undefined || text.trim() === '') return {};
  try {
    return { body: parseJson(text) };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError || error instanceof TooMuchJson)) throw error;
    const place = error instanceof JsonSyntaxError ? ` (at character ${error.at + 1})` : '';
    throw new ConfigError([{ code: 'call-value', where: 'body', message: `is not JSON${place}` }]);
  }
}

function keysMissing({ config }: SourceWithoutKeys): ConfigError {
  const message = 'there are no keys for this call: configure auth, OVH_... variables, or an ovh.conf';
  return new ConfigError([
    { code: 'credentials-missing', where: config.locate('auth'), key: 'auth', message },
  ]);
}

function shownCall({ config }: SourceWithoutKeys, call: PreparedCall): ShownCall {
  const request = shownRequest(call);
  return {
    method: request.method,
    url: config.origin + requestTarget(request),
    headers: Object.entries(request.headers ?? {}),
    ...(request.body !== undefined && { body: pretty(request.body) }),
  };
}

function codeOf({ config }: SourceWithoutKeys, call: PreparedCall): CallDraft['code'] {
  const sample = sampleOf(shownRequest(call), config);
  const code = SAMPLE_LANGUAGES.map((language) => [language, sampleCode(language, sample)]);
  return Object.fromEntries(code) as CallDraft['code'];
}

function refusedAnswer({ status, queryId, code, message, advice }: ApiProblem): AnswerRefused {
  return {
    outcome: 'refused',
    ...(status !== undefined && { status }),
    ...(queryId !== undefined && { queryId }),
    ...(code !== undefined && { errorClass: code }),
    message,
    ...(advice !== undefined && { advice }),
  };
}
