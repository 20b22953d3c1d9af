// Loads for the edge cases: the sandbox's account with all of them, or an invented API of a few scripted routes.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type LoadOptions, loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import type { EndpointInput } from '../../connector/model/preset.js';
import type { RunReport } from '../../connector/model/report.js';
import type { SandboxOptions } from '../../sandbox/main.js';
import { type Setting, setUp } from '../integration/sandbox-config.js';

/** Whole numbers are bigint, so that none is rounded on the way into a test; numbers with a fraction are doubles. */
export type Row = Record<string, string | bigint | number | null>;

export function query(file: string, sql: string): Row[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare(sql).safeIntegers(true).all() as Row[];
  } finally {
    database.close();
  }
}

export interface Standard extends Setting {
  report: RunReport;
  rows(sql: string): Row[];
  /** The numbers of one source object. */
  ledger(name: string): RunReport['sources'][number]['ledger'];
}

/** The sandbox's account, loaded once: with every named bill, and few others. */
export async function standardAccount(
  presets: readonly string[],
  options: Partial<SandboxOptions> = {},
  more: readonly EndpointInput[] = [],
): Promise<Standard> {
  const setting = await setUp({ seed: 'edges', bills: 2, ...options });
  const endpoints = [...presets.map((preset) => ({ preset })), ...more];
  const report = await loadSource(setting.source({ endpoints }));
  const ledger = (name: string) => {
    const found = report.sources.find((source) => source.name === name);
    if (!found) throw new Error(`there is no source object ${name}`);
    return found.ledger;
  };
  return { ...setting, report, ledger, rows: (sql) => query(setting.database, sql) };
}

/** JSON text answered with 200; or more of a reply; or what decides when it is asked. */
export type Answer = string | { status?: number; body?: string | Buffer; headers?: Record<string, string> };
export type Script = Answer | ((url: URL) => Answer | Promise<Answer>);

export interface Invented {
  /** Path and query of every call but that for the time. */
  calls: string[];
  /** By path without branch (v1), or with it (`/v2/...`); others answer 404. Can be changed between loads. */
  routes: Record<string, Script>;
  load(endpoints: readonly EndpointInput[], config?: object, options?: LoadOptions): Promise<RunReport>;
  rows(sql: string): Row[];
  /** The file of the tables. */
  database: string;
  close(): Promise<void>;
}

/** Answers scripted routes to whoever asks. It checks no keys: the sandbox does. */
export async function inventedApi(routes: Record<string, Script>): Promise<Invented> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://api.example');
    const path = url.pathname.replace(/^\/(1\.0|v1)(?=\/)/, '');
    if (path === '/auth/time') return response.end(String(Math.floor(Date.now() / 1000)));
    calls.push(path + url.search);
    const script = routes[path] ?? {
      status: 404,
      body: '{"class":"Client::NotFound","message":"not there"}',
    };
    const answer = typeof script === 'function' ? await script(url) : script;
    const { status = 200, body = '', headers = {} } = typeof answer === 'string' ? { body: answer } : answer;
    return response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-edges-'));
  const database = join(folder, 'ovh.db');
  const base = {
    region: 'eu',
    account: 'aa1-ovh',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    auth: { applicationKey: 'the-key', applicationSecret: 'the-secret', consumerKey: 'the-consumer' },
    destination: { type: 'sqlite', path: database },
    budget: { callsPerSecond: 1000 },
    schemas: { use: 'never' },
  };
  return {
    calls,
    routes,
    load: (endpoints, config = {}, options = {}) =>
      loadSource(
        openSource({ ...base, endpoints, ...config }, { env: {}, home: folder, cwd: folder }),
        options,
      ),
    rows: (sql) => query(database, sql),
    database,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
