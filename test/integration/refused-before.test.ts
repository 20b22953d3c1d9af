// What the API refused is remembered: the next load does not ask for it, and the plan counts it so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { openSource, openWithoutKeys } from '../../connector/app/open.js';
import { plannedSource } from '../../connector/app/planned-source.js';
import type { RunReport } from '../../connector/model/report.js';
import { totalOf } from '../../connector/plan/estimate-strategies.js';
import { planText } from '../../connector/text/plan-text.js';
import { type SandboxOptions, startSandbox } from '../../sandbox/main.js';
import { type ProxyServer, startProxy, startTlsFront, type TlsFront } from '../network/proxy-server.js';
import { type Certificate, makeCertificate } from '../sandbox/certificate.js';

const HOST = 'eu.api.test';
let certificate: Certificate;
let folder: string;

beforeAll(() => {
  certificate = makeCertificate({ hosts: [HOST] });
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-refused-'));
  writeFileSync(join(folder, 'company.pem'), certificate.cert);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = (report: RunReport) =>
  report.sources.reduce((sum, { calls }) => sum + calls.single + calls.expanded + calls.batch, 0);

/** An API that is no server of this machine, for which alone refusals are remembered. */
async function withApi<T>(
  options: Partial<SandboxOptions>,
  use: (place: {
    config: object;
    where: { env: Record<string, string>; cwd: string; home: string };
  }) => Promise<T>,
): Promise<T> {
  const sandbox = await startSandbox({ rate: 0, publicOrigin: `https://${HOST}`, edges: false, ...options });
  let front: TlsFront | undefined;
  let proxy: ProxyServer | undefined;
  try {
    front = await startTlsFront(sandbox.port, certificate);
    proxy = await startProxy({ port: front.port });
    const home = mkdtempSync(join(folder, 'home-'));
    const config = {
      region: 'eu',
      baseUrl: `https://${HOST}`,
      auth: { ...sandbox.keys },
      http: { ca: join(folder, 'company.pem') },
      schemas: { use: 'never' },
      budget: { callsPerSecond: 1000, shared: false },
      destination: { type: 'sqlite', path: join(home, 'ovh.db') },
      endpoints: [{ preset: 'bills' }, { preset: 'bill_payments' }],
    };
    return await use({ config, where: { env: { HTTPS_PROXY: proxy.url }, cwd: home, home } });
  } finally {
    await proxy?.close();
    await front?.close();
    await sandbox.close();
  }
}

async function plannedAndMade(options: Partial<SandboxOptions>) {
  return withApi({ bills: 10, lines: 3, ...options }, async ({ config, where }) => {
    const first = await loadSource(openSource(config, where));
    const planned = await plannedSource(openWithoutKeys(config, where), true);
    const { known, unknown } = totalOf(planned.costs.few.flatMap(({ calls }) => calls));
    expect(unknown).toEqual([]);
    const next = await loadSource(openSource(config, where), { refresh: true });
    // It did not even ask.
    expect(next.refusedStrategies).toEqual([]);
    return { first, planned, text: planText(planned), calls: known, made: made(next) };
  });
}

describe('after a load to which the API refused strategies', () => {
  test('every one: `plan --count` has exactly the calls of the next load that reads everything', async () => {
    const { first, calls, made, text } = await plannedAndMade({ expanded: 'ignored', batch: 'ignored' });
    expect(first.refusedStrategies.length).toBeGreaterThan(4);
    expect(calls).toBe(made);
    expect(text).toMatch(
      /refused by the API before, so not counted on: expanded lists on \/me\/bill, .*; batches on .*\/me\/bill\/\{billId\}\/payment/,
    );
    expect(text).not.toMatch(/with expanded lists and batches/);
  });

  // Lists of one item are not asked for their objects: how many there are is not known before.
  test('batches: about the calls', async () => {
    const { calls, made, text } = await plannedAndMade({ batch: 'refused' });
    expect(Math.abs(calls - made)).toBeLessThan(0.15 * made);
    expect(text).toMatch(/not counted on: batches on .*\/me\/bill\/\{billId\}\/payment/);
  });
});
