// A process of its own that answers like the sandbox, and has more routes: `/v2/iam/resource` with as many rows as are asked for,
// `/v2/wide`, two objects with as many members, and `/many`, as many ids, each with an object. Its pages are made once. Calls
// carry a bearer token. With `isUnicode` no text has half a surrogate pair, at which some programs end.
import { request as ask, createServer } from 'node:http';
import { startSandbox } from '../../dist/sandbox/main.js';

process.once('message', async ({ rows = 0, columns = 0, ids = 0, isUnicode = false, ...options }) => {
  const sandbox = await startSandbox({ rate: 0, edges: false, ...options });
  const all = Array.from({ length: rows }, (_, n) => JSON.stringify(resource(n)));
  const wide = JSON.stringify([0, 1].map((n) => wideObject(n, columns)));
  const many = JSON.stringify(Array.from({ length: ids }, (_, n) => `id-${n}`));
  const pages = new Map();
  const pageOf = (at, size) => {
    const key = `${at}/${size}`;
    if (!pages.has(key)) pages.set(key, `[${all.slice(at, at + size).join(',')}]`);
    return pages.get(key);
  };
  let calls = 0;
  // Asked for by a message after the first.
  process.on('message', () => process.send?.(calls));
  const server = createServer((request, response) => {
    calls++;
    const { method, url = '', headers } = request;
    const json = { 'content-type': 'application/json' };
    if (url.startsWith('/v2/wide')) return response.writeHead(200, json).end(wide);
    const [, id] = /\/many\/?([^/]*)$/.exec(url) ?? [];
    if (id === '') return response.writeHead(200, json).end(many);
    if (id?.includes('%2C') || id?.includes(','))
      return response.writeHead(404, json).end('{"message":"no such id"}');
    if (id) return response.writeHead(200, json).end(JSON.stringify({ id, text: 'some text', count: 1 }));
    if (!url.startsWith('/v2/iam/resource')) {
      const asked = isUnicode ? { ...headers, 'accept-encoding': 'identity' } : headers;
      const forwarded = ask(`${sandbox.url}${url}`, { method, headers: asked }, (reply) => {
        if (isUnicode) return unicode(reply, response);
        response.writeHead(reply.statusCode ?? 500, reply.headers);
        reply.pipe(response);
      });
      return request.pipe(forwarded);
    }
    const [at, size] = [
      Number(headers['x-pagination-cursor'] ?? 0),
      Number(headers['x-pagination-size'] ?? 25),
    ];
    const next = at + size < rows ? { 'x-pagination-cursor-next': String(at + size) } : {};
    return response.writeHead(200, { ...json, ...next }).end(pageOf(at, size));
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ url: `http://127.0.0.1:${server.address().port}`, token: sandbox.bearerToken });
  });
});
process.once('disconnect', () => process.exit());

async function unicode(reply, response) {
  const pieces = [];
  for await (const piece of reply) pieces.push(piece);
  const text = Buffer.concat(pieces).toString('utf8').replaceAll('\\ud800', '');
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = reply.headers;
  response.writeHead(reply.statusCode ?? 500, headers).end(text);
}

function resource(n) {
  return {
    displayName: `resource-${n}`,
    id: `a0a0a0a0-0000-4000-8000-${String(n).padStart(12, '0')}`,
    name: `resource-${n}`,
    owner: 'ab12345-ovh',
    tags: n % 3 === 0 ? null : { env: 'prod', team: `t${n % 7}` },
    type: ['domain', 'vps', 'storage', 'ip'][n % 4],
    urn: `urn:v1:eu:resource:storage:bucket/${n}`,
  };
}

function wideObject(n, columns) {
  const member = (at) => [`text ${at}`, at, at + 0.25][at % 3];
  return Object.fromEntries([
    ['urn', `wide-${n}`],
    ...Array.from({ length: columns }, (_, at) => [`column${at}`, member(at)]),
  ]);
}
