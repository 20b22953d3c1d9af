// The application behind the guard: every address of the agreement, and the page.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { pastedRoute } from '../../connector/app/explorer/pasted-route.js';
import { findOperation, readRoute } from '../../connector/app/explorer/route.js';
import { version } from '../../connector/app/package.js';
import type { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { searchable } from '../../connector/schemas/explore/search.js';
import { pretty } from '../../connector/text/api-text.js';
import type { Boot } from '../contract/api.js';
import type { ResolveAnswer } from '../contract/catalogue.js';
import { accountOf } from './access/account.js';
import type { KeyRequests } from './access/key-requests.js';
import { rightsAnswer } from './access/rights.js';
import { answer, JSON_TYPE } from './answer.js';
import { Calls } from './calls/calls.js';
import { addDraft } from './draft/addresses.js';
import { catalogueOf, searchAnswer } from './explore/catalogue.js';
import { changesBetween } from './explore/changes.js';
import { operationPage } from './explore/operation-page.js';
import { valuesAnswer } from './explore/values.js';
import { failureOf, Refused } from './failure.js';
import { newNonce, policy } from './headers.js';
import { homeAnswer } from './home/home.js';
import { homeReport } from './home/report.js';
import { scheduleRunsAnswer } from './home/schedule.js';
import type { PageContent } from './page-files.js';
import { checked, REQUESTS } from './requests.js';
import type { Loads } from './runs/loads.js';
import { addRuns } from './runs/routes.js';
import { addedAnswer, derivedAnswer } from './source/endpoints.js';
import { sessionView } from './source/session-view.js';
import { addSpend } from './spend/addresses.js';
import { addTables } from './tables/addresses.js';
import type { Workspace } from './workspace.js';

/** Largest request: a call with a large body. */
const LARGEST_REQUEST = 4_000_000;

export interface ConsoleParts {
  workspace: Workspace;
  keys: KeyRequests;
  loads: Loads;
  page: PageContent;
  /** Hears of faults of the console itself; the page is told nothing of them but that. */
  onFault: (error: unknown) => void;
}

export function makeConsole({ workspace, loads, keys, page, onFault }: ConsoleParts): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    const { status, body, isFault } = failureOf(error);
    if (isFault) onFault(error);
    const scrub = workspace.scrub();
    return c.body(scrub(JSON.stringify(body)), status as ContentfulStatusCode, JSON_TYPE);
  });
  app.use('/api/*', bodyLimit({ maxSize: LARGEST_REQUEST, onError: tooLarge }));
  addExplore(app, workspace);
  addCalls(app, workspace);
  addHome(app, workspace);
  addAccess(app, workspace, keys);
  addSource(app, workspace);
  addDraft(app, workspace);
  addRuns(app, workspace, loads);
  addSpend(app, workspace);
  addTables(app, workspace);
  app.all('/api/*', () => {
    throw new Refused(404, 'not-found', 'the console has no such address');
  });
  addPage(app, page);
  return app;
}

function addExplore(app: Hono, workspace: Workspace): void {
  const sent = new SentOnce();
  answer(app, 'GET /api/session', REQUESTS.none, () => {
    workspace.reload();
    return sessionView(workspace);
  });
  app.get('/api/catalogue', async () => {
    const documents = await workspace.documents();
    return sent.answer(documents, 'catalogue', () => catalogueOf(documents, workspace.folder));
  });
  app.get('/api/search-index', async () => {
    const documents = await workspace.documents();
    return sent.answer(documents, 'index', () => searchable(documents).search.index);
  });
  answer(app, 'GET /api/search', REQUESTS.search, async (request) =>
    searchAnswer(await workspace.documents(), request),
  );
  answer(app, 'POST /api/resolve', REQUESTS.resolve, async ({ text }) =>
    resolved(await workspace.documents(), text),
  );
  answer(app, 'GET /api/operation', REQUESTS.operation, async ({ method, path }) => {
    const documents = await workspace.documents();
    const operation = findOperation(documents, readRoute(`${method} ${path}`));
    const { region } = workspace.place();
    return operationPage(documents, operation, {
      regionOrigin: region.origin,
      schemaVersions: workspace.schemaVersions(),
    });
  });
  answer(app, 'POST /api/values', REQUESTS.values, (request) => valuesAnswer(workspace, request));
  answer(app, 'POST /api/changes', REQUESTS.none, async () => {
    const { before, after } = await workspace.renewedDocuments();
    return changesBetween(before, after, workspace.clock.now());
  });
}

function addCalls(app: Hono, workspace: Workspace): void {
  const calls = new Calls(workspace);
  answer(app, 'POST /api/call/draft', REQUESTS.call, (request) => calls.draft(request));
  answer(app, 'POST /api/call', REQUESTS.send, (request, signal) => calls.send(request, signal));
  answer(app, 'GET /api/answer/lines', REQUESTS.lines, ({ id, from, count }) => {
    const lines = calls.answers.lines(id, from, count);
    if (!lines) throw gone();
    return lines;
  });
  app.get('/api/answer/text', (c) => {
    const text = calls.answers.text(checked(REQUESTS.answer, c.req.query()).id);
    if (text === undefined) throw gone();
    return c.text(text);
  });
}

function addHome(app: Hono, workspace: Workspace): void {
  answer(app, 'GET /api/home', REQUESTS.none, () => homeAnswer(workspace));
  answer(app, 'GET /api/schedule/runs', REQUESTS.none, () => scheduleRunsAnswer(workspace));
  answer(app, 'GET /api/home/report', REQUESTS.month, ({ month }) => homeReport(workspace, month));
}

function addAccess(app: Hono, workspace: Workspace, keys: KeyRequests): void {
  answer(app, 'POST /api/account', REQUESTS.account, ({ connection }) => accountOf(workspace, connection));
  answer(app, 'GET /api/rights', REQUESTS.account, ({ connection }) => rightsAnswer(workspace, connection));
  answer(app, 'POST /api/key/request', REQUESTS.keyRequest, (request) => keys.request(request));
  answer(app, 'GET /api/key/state', REQUESTS.answer, ({ id }) => keys.state(id));
  answer(app, 'POST /api/key/save', REQUESTS.keySave, ({ id, consent }) => keys.save(id, consent));
}

function addSource(app: Hono, workspace: Workspace): void {
  answer(app, 'POST /api/endpoint/derive', REQUESTS.derive, async (request) =>
    derivedAnswer(await workspace.documents(), request),
  );
  answer(app, 'POST /api/endpoint/add', REQUESTS.derive, async (request) =>
    addedAnswer(await workspace.documents(), request, workspace),
  );
}

function addPage(app: Hono, page: PageContent): void {
  app.get('/assets/:name', (c) => {
    const asset = page.asset(c.req.param('name'));
    if (!asset) return c.text('no such file\n', 404);
    // Names change with the content; a copy is this user's alone.
    return c.body(asset.content, 200, { 'content-type': asset.type, 'cache-control': CACHED });
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('*', (c) => {
    const nonce = newNonce();
    const boot: Boot = { version: version(), languages: ['en', 'fr'], styleNonce: nonce };
    return c.html(page.html(boot), 200, { 'content-security-policy': policy(nonce) });
  });
}

const CACHED = 'private, max-age=31536000, immutable';
function tooLarge(): never {
  throw new Refused(
    413,
    'too-large',
    `the request is larger than ${LARGEST_REQUEST.toLocaleString('en')} bytes`,
  );
}

function gone(): Refused {
  return new Refused(404, 'not-found', 'this answer is no longer kept: send the call again');
}

function resolved(documents: ApiDocuments, text: string): ResolveAnswer {
  const found = pastedRoute(documents, text);
  if (!found) return { found: null };
  const { operation, parameters, query, headers, body } = found;
  const { method, path } = operation;
  return {
    found: { method, path, parameters, query, headers, ...(body !== undefined && { body: pretty(body) }) },
  };
}

/** Large answers, written once for the documents that they are made of. */
class SentOnce {
  readonly #texts = new WeakMap<ApiDocuments, Map<string, string>>();

  answer(documents: ApiDocuments, name: string, make: () => unknown): Response {
    const texts = this.#texts.get(documents) ?? new Map<string, string>();
    this.#texts.set(documents, texts);
    const text = texts.get(name) ?? JSON.stringify(make());
    texts.set(name, text);
    return new Response(text, { headers: JSON_TYPE });
  }
}
