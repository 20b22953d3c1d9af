// A fleet of the tests: accounts of sandboxes, a schema of PostgreSQL, workers that are started and killed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSources } from '../../connector/app/accounts/load-accounts.js';
import { openSources } from '../../connector/app/accounts/open-accounts.js';
import type { ConfiguredSource } from '../../connector/app/open.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { isLong } from '../extent.js';
import { compareTables, readTruth } from '../integration/truth.js';
import { type Server, startServer } from '../postgres/server.mjs';
import { compareWithSqlite } from '../postgres/tables.js';
import { type FleetProject, fleetProject, missingTools, type Running } from './tools.js';

const ENDPOINTS = [{ preset: 'bills' }, { name: 'me', path: '/me', write: { disposition: 'replace' } }];

export interface Line {
  /** Milliseconds since 1970. */
  at: number;
  event: string;
  connection: string;
  end?: string;
  outcome?: string;
  url?: string;
}

export interface Worker extends Running {
  /** What its log says so far. */
  lines(): Line[];
}

let logs = 0;
let schemas = 0;

/** In the long run alone. Undefined where something is missing that it needs, which is said. */
export async function startFleet(): Promise<Fleet | undefined> {
  if (!isLong) return undefined;
  const missing = missingTools();
  if (missing === undefined) return new Fleet(await startServer());
  console.warn(`no fleet is tested: ${missing}`);
  return undefined;
}

export class Fleet {
  readonly project: FleetProject = fleetProject();
  readonly sandboxes: RunningSandbox[] = [];
  readonly #running = new Set<Worker>();

  constructor(readonly server: Server) {}

  /** Writes a configuration of so many accounts. @returns a schema that nobody has used */
  async configure(count: number, more: object = {}): Promise<string> {
    while (this.sandboxes.length < count) {
      const number = this.sandboxes.length;
      const options = { rate: 0, bills: 3 + (number % 4), lines: 2, seed: `fleet-${number}`, edges: false };
      this.sandboxes.push(await startSandbox(options));
    }
    const schema = `fleet${++schemas}`;
    const destination = { type: 'postgres', url: this.server.url(), schema };
    this.project.write('source.yaml', JSON.stringify(this.config(count, destination, more)));
    return schema;
  }

  /** The same schema, at full pace. */
  async configureAgain(count: number, schema: string): Promise<void> {
    const destination = { type: 'postgres', url: this.server.url(), schema };
    this.project.write('source.yaml', JSON.stringify(this.config(count, destination)));
  }

  config(count: number, destination: object, more: object = {}): object {
    const connections = this.sandboxes.slice(0, count).map(({ url, keys }, number) => ({
      name: `c_${number}`,
      region: 'eu',
      baseUrl: url,
      auth: { ...keys },
    }));
    return {
      connections,
      destination,
      budget: { callsPerSecond: 1000, shared: false },
      schemas: { use: 'never' },
      endpoints: ENDPOINTS,
      ...more,
    };
  }

  work(...args: string[]): Worker {
    const log = join(this.project.folder, `worker-${++logs}.log`);
    const logged = ['--log-level', 'info', '--log-format', 'json', '--log-file', log];
    const worker = this.project.start(['work', '--quiet', ...logged, ...args]);
    const running = { ...worker, lines: () => linesOf(log) };
    this.#running.add(running);
    void worker.ended.then(() => this.#running.delete(running));
    return running;
  }

  /** What differs between the tables of a schema and what each sandbox is. */
  async differences(schema: string, count: number): Promise<unknown[]> {
    const { folder } = this.project;
    const file = join(folder, `${schema}.db`);
    const config = this.config(count, { type: 'sqlite', path: file });
    const sources = openSources(config, { env: {}, home: folder, cwd: folder });
    await loadSources(sources, { concurrency: 8 });
    const found: unknown[] = [];
    for (const [number, source] of sources.entries())
      found.push(...compareTables(file, source, await this.#truth(number, source), true));
    return [...found, ...(await compareWithSqlite(this.server, schema, file))];
  }

  #truth(number: number, source: ConfiguredSource) {
    return readTruth((this.sandboxes[number] as RunningSandbox).url, source);
  }

  async close(): Promise<void> {
    for (const worker of this.#running) worker.kill('SIGKILL');
    await Promise.all([...this.#running].map(({ ended }) => ended));
    await Promise.all(this.sandboxes.map((each) => each.close()));
    this.project.remove();
    await this.server.stop();
  }
}

function linesOf(log: string): Line[] {
  let text: string;
  try {
    text = readFileSync(log, 'utf8');
  } catch {
    return [];
  }
  // A worker that was killed may have written half a line.
  return text
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => {
      const { time, event, connection, end, outcome, url } = JSON.parse(line);
      return { at: Date.parse(time), event, connection, end, outcome, url };
    });
}

/** Connections whose jobs a worker has in hand. */
export function inHand(lines: readonly Line[]): string[] {
  const started = lines.filter(({ event }) => event === 'job.started').map(({ connection }) => connection);
  for (const { event, connection } of lines)
    if (event === 'job.ended') started.splice(started.indexOf(connection), 1);
  return started;
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Looks until something is there. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let n = 0; n < 1200; n++) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error(`waited two minutes for ${what}`);
}
