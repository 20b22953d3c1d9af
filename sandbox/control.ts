/** The control routes under /__sandbox: statistics, the truth about the account, options. They need no signature. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { changeOptions, OptionError } from './options/option-values.js';
import type { Sandbox } from './server.js';
import { Truth } from './truth.js';
import { readBody } from './wire/body.js';
import { readForm } from './wire/query.js';

const root = '/__sandbox';

export function isControl(raw: string): boolean {
  return raw === root || raw.startsWith(`${root}/`) || raw.startsWith(`${root}?`);
}

const about = `A strict local stand-in for the OVHcloud API. Nothing here is real.

API            /1.0 (alias /v1) and /v2, signed as the real one
GET            ${root}/truth            what a perfect reader finds; ?route=/me/bill/{billId} for one route
GET            ${root}/spend            each billing document, and the sums by month, service, project, currency
GET            ${root}/stats            calls since the start or the last reset
POST           ${root}/reset            reset the statistics
GET, POST      ${root}/options          read the options, or change some with a JSON object;
                                        {"revoke": true} revokes the ready-made consumer key
`;

export async function control(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const [path = root, query = ''] = (request.url ?? root).split('?');
  const call = `${request.method} ${path.slice(root.length).replace(/\/$/, '')}`;
  if (call === 'GET ') sendText(response, 200, 'text/plain; charset=utf-8', about);
  else if (call === 'GET /truth') await sendTruth(sandbox, response, query);
  else if (call === 'GET /spend') sendJson(response, 200, sandbox.account.spend());
  else if (call === 'GET /stats') sendJson(response, 200, sandbox.stats);
  else if (call === 'GET /options') sendJson(response, 200, sandbox.options);
  else if (call === 'POST /options') sendChange(sandbox, response, body);
  else if (call === 'POST /reset') {
    sandbox.stats.reset();
    sendJson(response, 200, sandbox.stats);
  } else sendJson(response, 404, { error: `no control route ${call}` });
}

async function sendTruth(sandbox: Sandbox, response: ServerResponse, query: string): Promise<void> {
  const truth = new Truth(sandbox.account.nichandle, sandbox.account.routes);
  const requested = readForm(query)?.get('route');
  const known = truth.templates();
  const unknown = requested?.find((template) => !known.includes(template));
  if (unknown !== undefined) {
    sendJson(response, 404, { error: `no route ${unknown}`, routes: known });
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  await truth.write(response, requested ?? known);
}

function sendChange(sandbox: Sandbox, response: ServerResponse, body: Buffer): void {
  const change = readBody(body);
  if (!change) {
    sendJson(response, 400, { error: 'the body is not a JSON object' });
    return;
  }
  const { revoke, ...options } = change;
  try {
    if (revoke !== undefined && typeof revoke !== 'boolean') throw new OptionError('revoke is true or false');
    sandbox.options = changeOptions(sandbox.options, options);
    if (revoke !== undefined) sandbox.keys.first.state = revoke ? 'expired' : 'validated';
    sendJson(response, 200, sandbox.options);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    sendJson(response, 400, { error: error.message });
  }
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  sendText(response, status, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`);
}

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
