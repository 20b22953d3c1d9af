// retry and reset as a user meets them.
import { afterEach, describe, expect, test } from '@jest/globals';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(async () => {
  await place.close();
});

async function change(options: object): Promise<void> {
  const body = JSON.stringify(options);
  const reply = await fetch(`${place.sandbox.url}/__sandbox/options`, { method: 'POST', body });
  expect(reply.status).toBe(200);
}

const BILLS = `  - { name: bill_ids, path: /me/bill, options: { item: billId } }
  - { name: bills, path: '/me/bill/{billId}', parameters: { billId: { from: bill_ids } } }
  - { name: line_ids, path: '/me/bill/{billId}/details', parameters: { billId: { from: bill_ids } }, options: { item: billDetailId } }`;

/** A token may be refused single routes while the sandbox runs. */
async function placeByToken(): Promise<void> {
  place = await placeWith({ edges: false, bills: 12 });
  const { clientId, clientSecret } = place.sandbox.oauth2;
  const auth = `auth: { clientId: ${clientId}, clientSecret: ${clientSecret} }\ntokenUrl: ${place.sandbox.url}/auth/oauth2/token\nschemas: { use: never }\nbudget: { callsPerSecond: 1000 }`;
  for (const name of Object.keys(place.env)) if (name.startsWith('OVH_')) delete place.env[name];
  place.file('source.yaml', configText(place, BILLS, auth));
}

describe('retry', () => {
  test('asks for what was refused and for nothing else; then there is nothing to retry', async () => {
    await placeByToken();
    await change({ iamDenied: ['GET /me/bill/{billId}'] });
    const load = await place.run('load', '--no-shortcuts');
    expect(load.code).toBe(3);
    expect(load.stdout).toMatch(/`source-ovhcloud retry \S+` asks again for what this run left out/);
    const still = await place.run('retry', '--no-shortcuts');
    expect(still.code).toBe(3);
    expect(still.stdout).toMatch(/INCOMPLETE[\s\S]*\(retry of \S+\)[\s\S]*bills: (\d+) refused of \1 listed/);
    await change({ iamDenied: [] });
    const before = (await place.stats()).total;
    const retry = await place.run('retry', '--no-shortcuts');
    expect(retry.code).toBe(0);
    expect(retry.stdout).toMatch(/^Complete: what the earlier run left out is loaded/);
    // The token, whose account it is, and the bills.
    expect((await place.stats()).total - before).toBeLessThanOrEqual(2 + 50);
    expect((await place.run('runs')).stdout.match(/\(retry\)/g)).toHaveLength(2);
    const none = await place.run('retry');
    expect({ code: none.code, stdout: none.stdout }).toEqual({
      code: 0,
      stdout: 'nothing to retry: no run has left out anything (refused, rejected, failed)\n',
    });
  });

  test.each<[string, string[], number, RegExp]>([
    ['a reason that is none', ['retry', '--reason', 'gon'], 2, /did you mean "gone"/],
    ['no file', ['retry'], 1, /no such file yet/],
  ])('%s', async (_what, args, code, words) => {
    await placeByToken();
    const ended = await place.run(...args);
    expect(ended.all).toMatch(words);
    expect(ended.code).toBe(code);
  });
});
