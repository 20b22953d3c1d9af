// What no engine can be below: the same pages, `JSON.parse`, and an insert by key with the driver of SQLite.
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const agent = new Agent({ keepAlive: true });

process.once('message', async ({ url, folder }) => {
  const begun = performance.now();
  const db = new Database(join(folder, 'bound.db'));
  db.pragma('journal_mode = WAL');
  db.exec(
    'CREATE TABLE r (urn TEXT PRIMARY KEY, id TEXT, name TEXT, displayName TEXT, owner TEXT, tags TEXT, type TEXT)',
  );
  const insert = db.prepare('INSERT OR REPLACE INTO r VALUES (?, ?, ?, ?, ?, ?, ?)');
  const writePage = db.transaction((page) => {
    for (const { urn, id, name, displayName, owner, tags, type } of page)
      insert.run(urn, id, name, displayName, owner, tags && JSON.stringify(tags), type);
  });
  let rows = 0;
  for (let cursor = '0'; cursor !== null; ) {
    const { text, next } = await pageOf(url, cursor);
    const page = JSON.parse(text);
    writePage(page);
    rows += page.length;
    cursor = next;
  }
  db.close();
  agent.destroy();
  const { user, system } = process.cpuUsage();
  process.send?.({
    rows,
    calls: Math.ceil(rows / 500),
    seconds: (performance.now() - begun) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  });
  process.disconnect?.();
});

function pageOf(url, cursor) {
  const headers = { 'x-pagination-size': '500', 'x-pagination-cursor': cursor };
  return new Promise((resolve, reject) => {
    get(`${url}/v2/iam/resource`, { agent, headers }, (reply) => {
      const parts = [];
      reply.on('data', (part) => parts.push(part));
      reply.on('end', () => {
        const next = reply.headers['x-pagination-cursor-next'] ?? null;
        resolve({ text: Buffer.concat(parts).toString(), next });
      });
    }).on('error', reject);
  });
}
