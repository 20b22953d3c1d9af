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

const BILLS = `  - { name: bill_ids, path: /me/bill, read: { item: billId } }
  - { name: bills, path: '/me/bill/{billId}', parameters: { billId: { from: bill_ids } } }
  - { name: line_ids, path: '/me/bill/{billId}/details', parameters: { billId: { from: bill_ids } }, read: { item: billDetailId } }`;

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
    const load = await place.run('load', '--strategy', 'single');
    expect(load.code).toBe(3);
    expect(load.stdout).toMatch(/`source-ovhcloud retry \S+` asks again for what this run left out/);
    const still = await place.run('retry', '--strategy', 'single');
    expect(still.code).toBe(3);
    const refused = /INCOMPLETE[\s\S]*\(retry of \S+\)[\s\S]*bills: (\d+) refused of \1 listed/;
    expect(still.stdout).toMatch(refused);
    await change({ iamDenied: [] });
    const before = (await place.stats()).total;
    const retry = await place.run('retry', '--strategy', 'single');
    expect(retry.code).toBe(0);
    expect(retry.stdout).toMatch(/^Complete: what the earlier run left out is loaded/);
    // The token, whose account it is, and the bills.
    expect((await place.stats()).total - before).toBe(2 + Number(refused.exec(still.stdout)?.[1]));
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

describe('reset', () => {
  const KNOWN = BILLS.replace('{ name: bills,', '{ name: bills, sync: { mode: known },');

  test('tells what will go, and then the next load reads it anew', async () => {
    place = await placeWith({ edges: false, bills: 12 });
    place.file('source.yaml', configText(place, KNOWN));
    await place.run('load', '--quiet');
    const unasked = await place.run('reset', 'bills');
    expect(unasked).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no terminal to ask on: add --yes/),
    });
    const done = await place.run('reset', 'bills', '--data', '--yes');
    expect(done.code).toBe(0);
    expect(done.stdout).toMatch(
      /^Of the account \S+ these are removed:\n {2}bills: \d+ remembered items, (\d+) rows of the table bills[\s\S]*\nDone\./,
    );
    const [, rows] = /(\d+) rows of the table bills/.exec(done.stdout) ?? [];
    const load = await place.run('load');
    expect(load.stdout).toMatch(new RegExp(`bills +${rows} +${rows} +0 `));
  });

  test('a configuration that its table does not fit is refused before the first call, with the way out', async () => {
    place = await placeWith({ edges: false, bills: 12 });
    place.file('source.yaml', configText(place, KNOWN));
    await place.run('load', '--quiet');
    place.file(
      'source.yaml',
      configText(place, KNOWN.replace('sync:', 'table: { primaryKey: [orderId] }, sync:')),
    );
    const { total } = await place.stats();
    const load = await place.run('load');
    expect(load.code).toBe(2);
    expect(load.stderr).toMatch(/Refused, nothing was loaded or changed/);
    expect(load.stderr).toMatch(/source-ovhcloud reset bills --data/);
    expect((await place.stats()).total).toBe(total);
    const check = await place.run('check');
    expect(check.all).toMatch(/reset bills --data/);
    expect((await place.run('plan', '--count')).all).toMatch(
      /warning: bills: table "bills" has the primary key/,
    );
    expect((await place.run('reset', 'bills', '--data', '--yes')).code).toBe(0);
    expect((await place.run('load', '--quiet')).code).toBe(0);
  });

  test('a name that nobody knows, and neither or both of names and all', async () => {
    place = await placeWith({ edges: false, bills: 1 });
    place.file('source.yaml', configText(place, KNOWN));
    await place.run('load', '--quiet');
    for (const [args, words] of [
      [['bils', '--yes'], /did you mean "bills"/],
      [['--yes'], /name source objects, or use --all/],
      [['bills', '--all', '--yes'], /name source objects, or use --all/],
    ] as const) {
      const ended = await place.run('reset', ...args);
      expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(words) });
    }
  });
});
