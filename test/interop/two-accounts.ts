// Two accounts for orchestrators: one is complete, one is not.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { startSandbox } from '../../sandbox/main.js';

const MAIN = resolve(import.meta.dirname, '../../dist/connector/cli/main.js');

export async function twoAccounts() {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-orchestrator-'));
  const whole = await startSandbox({ rate: 0, bills: 8, seed: 'whole', edges: false });
  const partial = await startSandbox({ rate: 0, bills: 8, seed: 'partial', edges: true });
  const config = {
    connections: [
      { name: 'whole', region: 'eu', baseUrl: whole.url, auth: whole.keys },
      { name: 'partial', region: 'eu', baseUrl: partial.url, auth: partial.keys },
    ],
    budget: { callsPerSecond: 1000 },
    destination: { type: 'sqlite', path: '{connection}.db' },
    endpoints: [{ preset: 'bills' }],
  };
  const file = join(folder, 'source.yaml');
  writeFileSync(file, JSON.stringify(config));
  return {
    folder,
    secrets: [whole, partial].flatMap(({ keys }) => [keys.applicationSecret, keys.consumerKey]),
    /** What the examples read. */
    env: { SOURCE_OVHCLOUD: `${process.execPath} ${MAIN}`, OVH_CONFIG: file, PYTHONDONTWRITEBYTECODE: '1' },
    home(name: string): string {
      mkdirSync(join(folder, name), { recursive: true });
      return join(folder, name);
    },
    bills(name: string): number {
      const database = new Database(join(folder, `${name}.db`), { readonly: true });
      try {
        return Number(database.prepare('select count(*) from bills').pluck().get());
      } finally {
        database.close();
      }
    },
    async close() {
      await whole.close();
      await partial.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
