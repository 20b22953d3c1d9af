// The addresses of runs and ledgers.
import type { Context, Hono } from 'hono';
import { answer, JSON_TYPE } from '../answer.js';
import { Refused } from '../failure.js';
import { checked } from '../requests.js';
import type { Workspace } from '../workspace.js';
import { choicesAnswer } from './choices.js';
import { compareAnswer, runAnswer, runsAnswer } from './history.js';
import { Ledgers } from './ledger.js';
import { bodyOf, csvOf, jsonOf } from './ledger-file.js';
import type { LiveLoad } from './live-load.js';
import type { Loads } from './loads.js';
import { priceAnswer } from './price.js';
import { RUN_REQUESTS } from './requests.js';
import { Resets } from './reset.js';
import { eventStream, STREAM_HEADERS } from './stream.js';

export function addRuns(app: Hono, workspace: Workspace, loads: Loads): void {
  answer(app, 'GET /api/run/choices', RUN_REQUESTS.none, () => choicesAnswer(workspace));
  answer(app, 'POST /api/run/price', RUN_REQUESTS.price, (request) => priceAnswer(workspace, request));
  answer(app, 'POST /api/run/start', RUN_REQUESTS.start, async (request) => ({
    load: (await loads.start(request)).id,
  }));
  answer(app, 'POST /api/run/stop', RUN_REQUESTS.stop, (request) => {
    loads.stop(request);
    return {};
  });
  answer(app, 'GET /api/run/now', RUN_REQUESTS.none, () => ({
    loads: loads.running().map((load) => load.view()),
  }));
  answer(app, 'GET /api/run/live', RUN_REQUESTS.live, ({ load, since = 0 }) =>
    found(loads, load).update(since),
  );
  app.get('/api/run/events', (c) => streamed(c, loads));
  answer(app, 'GET /api/runs', RUN_REQUESTS.runs, ({ limit }) => runsAnswer(workspace, loads, limit));
  answer(app, 'GET /api/run', RUN_REQUESTS.run, ({ run }) => runAnswer(workspace, loads, run));
  answer(app, 'GET /api/run/compare', RUN_REQUESTS.compare, (request) => compareAnswer(workspace, request));
  addReset(app, new Resets(workspace, loads));
  addLedger(app, new Ledgers(workspace));
}

function addReset(app: Hono, resets: Resets): void {
  answer(app, 'POST /api/reset/draft', RUN_REQUESTS.reset, (request) => resets.draft(request));
  answer(app, 'POST /api/reset', RUN_REQUESTS.resetConsent, (request) => resets.done(request));
}

function addLedger(app: Hono, ledgers: Ledgers): void {
  answer(app, 'GET /api/ledger/facets', RUN_REQUESTS.facets, ({ run }) => ledgers.facets(run));
  answer(app, 'GET /api/ledger', RUN_REQUESTS.ledger, (request) => ledgers.page(request));
  answer(app, 'GET /api/ledger/entry', RUN_REQUESTS.entry, (request) => ledgers.entry(request));
  app.get('/api/ledger.csv', (c) => {
    const { formulas, ...filter } = checked(RUN_REQUESTS.exported, c.req.query());
    const body = bodyOf(csvOf(ledgers.lines(filter), formulas === 'escape'));
    return c.body(body, 200, file('text/csv; charset=utf-8', 'ledger.csv'));
  });
  app.get('/api/ledger.json', (c) => {
    const { formulas: _, ...filter } = checked(RUN_REQUESTS.exported, c.req.query());
    return c.body(bodyOf(jsonOf(ledgers.lines(filter))), 200, {
      ...JSON_TYPE,
      ...file('application/json', 'ledger.json'),
    });
  });
}

function streamed(c: Context, loads: Loads): Response {
  const { load, since = 0 } = checked(RUN_REQUESTS.live, c.req.query());
  const last = Number(c.req.header('last-event-id') ?? since);
  const from = Number.isSafeInteger(last) && last >= 0 ? last : 0;
  return c.body(eventStream(found(loads, load), from, c.req.raw.signal), 200, STREAM_HEADERS);
}

function found(loads: Loads, id: string): LiveLoad {
  const load = loads.find(id);
  if (load) return load;
  throw new Refused(404, 'not-found', 'the console no longer has the events of this load');
}

const file = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
});
