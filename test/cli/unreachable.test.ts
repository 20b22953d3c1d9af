// Nothing answers: commands say what they try, give up early, and say what to check.
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Place, placeWith } from './command.js';

let place: Place;
let nowhere: string;

beforeEach(async () => {
  place = await placeWith({});
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  nowhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise((resolve) => server.close(resolve));
});
afterEach(() => place.close());

/** JSON is YAML too. */
const config = (more: object) =>
  JSON.stringify({ region: 'eu', endpoints: [{ name: 'bills', path: '/me/bill' }], ...more });

/** Attempts that a command announced after the first. */
const retries = (stderr: string) => stderr.match(/attempt \d+ failed/g) ?? [];

describe('with nothing listening', () => {
  test('check prints what it knows, then what it tries, then the remedy', async () => {
    place.file('source.yaml', config({ baseUrl: nowhere }));
    const { code, stdout, stderr } = await place.run('check');
    expect(code).toBe(1);
    expect(stdout.split('\n').map((line) => line.slice(0, 22).trim())).toEqual([
      'ok       configuration',
      'ok       destination',
      'PROBLEM  region',
      '',
    ]);
    expect(stdout).toMatch(/ECONNREFUSED.*Nothing answers at this address: check `baseUrl`, the network/);
    expect(retries(stderr)).toEqual(['attempt 1 failed', 'attempt 2 failed']);
    expect(stderr).toMatch(/GET \/1\.0\/auth\/time: attempt 1 failed \(.*ECONNREFUSED.*\), next in [\d.]+ s/);
  });

  test('check of a service account asks the token address a few times', async () => {
    place.env = { PATH: process.env.PATH ?? '', HOME: place.folder };
    const auth = { clientId: 'client', clientSecret: 'the-client-secret' };
    const text = config({ auth, baseUrl: nowhere, tokenUrl: `${nowhere}/token` });
    place.file('source.yaml', text);
    const { code, all, stdout } = await place.run('check');
    expect(code).toBe(1);
    expect(stdout).toMatch(/token: no token: .*ECONNREFUSED.*Nothing answers/);
    expect(all).not.toContain('the-client-secret');
  });

  test.each([
    ['load'],
    ['preview', 'bills'],
    ['plan', '--count'],
    ['api', 'call', '/me', '--unchecked', '--config', 'source.yaml'],
  ])('%s ends with 1, not with 2: calls were made', async (...args) => {
    place.file('source.yaml', config({ baseUrl: nowhere, http: { attempts: 2 } }));
    const { code, all } = await place.run(...args.filter(Boolean));
    expect(all).toMatch(/ECONNREFUSED/);
    expect(code).toBe(1);
  });
});
