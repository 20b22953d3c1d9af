// Access: rights from the documents, and a consumer key that is requested, validated, and stored where `login` stores it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { KeyState } from '../../console/contract/access.js';
import { type ConsolePlace, consolePlace } from './place.js';

let place: ConsolePlace;

describe('a consumer key', () => {
  beforeAll(async () => {
    place = await consolePlace({ keys: 'application', sandbox: { autoValidateMs: 1 } });
  });

  afterAll(async () => {
    expect(place.faults).toEqual([]);
    await place.close();
  });

  const rules = [{ method: 'GET', path: '/me/bill' }];
  const keyFile = () => `${place.folder}/ovh.conf`;

  async function ended(id: string): Promise<KeyState> {
    for (;;) {
      const { answer } = await place.ask('GET /api/key/state', { id });
      if (answer.state !== 'waiting') return answer;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  test('without it nothing can be asked; it is requested with chosen rules, and stored after a word', async () => {
    const before = await place.ask('GET /api/session');
    expect(before.answer.accounts).toEqual([
      expect.objectContaining({ credentials: expect.objectContaining({ kind: 'keys', isComplete: false }) }),
    ]);
    expect((await place.ask('POST /api/account', {})).answer.state).toBe('no-keys');

    const requested = await place.ask('POST /api/key/request', { rules, minutes: 1 });
    expect(requested.answer).toMatchObject({ rules, file: keyFile() });
    expect(requested.answer.validationUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/.*credentialToken=/);
    expect(await ended(requested.answer.id)).toEqual({ state: 'validated' });
    expect(existsSync(keyFile())).toBe(false);

    const saved = await place.ask('POST /api/key/save', { id: requested.answer.id, consent: true });
    expect(saved.answer).toMatchObject({ file: keyFile(), isUsed: true });
    const [, key = ''] = /^consumer_key=(\S+)$/m.exec(readFileSync(keyFile(), 'utf8')) ?? [];
    expect(key.length).toBeGreaterThan(10);
    expect(statSync(keyFile()).mode & 0o077).toBe(0);

    const account = await place.ask('POST /api/account', {});
    expect(account.answer.rules).toEqual(rules);
    const after = await place.ask('GET /api/session');
    expect(after.answer.accounts[0]?.credentials.isComplete).toBe(true);
    for (const { text } of [before, requested, saved, account, after]) expect(text).not.toContain(key);
  });

  test('is stored once, and forgotten where a person does not want it', async () => {
    const { answer } = await place.ask('POST /api/key/request', { minutes: 1 });
    expect(answer.rules).toContainEqual({ method: 'GET', path: '/me/bill' });
    await ended(answer.id);
    const before = existsSync(keyFile()) ? readFileSync(keyFile(), 'utf8') : '';
    const forgotten = await place.ask('POST /api/key/save', { id: answer.id, consent: false });
    expect(forgotten.answer).not.toHaveProperty('file');
    expect(existsSync(keyFile()) ? readFileSync(keyFile(), 'utf8') : '').toBe(before);
    const again = await place.ask('POST /api/key/save', { id: answer.id, consent: true });
    expect([again.status, again.error.code]).toEqual([404, 'not-found']);
  });

  test('what is no rule is refused before a call', async () => {
    for (const rule of [
      { method: 'LOOK', path: '/me' },
      { method: 'GET', path: 'me' },
    ]) {
      const { status, error } = await place.ask('POST /api/key/request', { rules: [rule], minutes: 1 });
      expect([status, error.code]).toEqual([400, 'request']);
    }
  });
});

describe('that nobody validates', () => {
  afterEach(async () => {
    expect(place.faults).toEqual([]);
    await place.close();
  });

  test('is not stored; the waiting ends with the console', async () => {
    place = await consolePlace({ keys: 'application' });
    const { answer } = await place.ask('POST /api/key/request', { minutes: 1 });
    expect((await place.ask('GET /api/key/state', { id: answer.id })).answer.state).toBe('waiting');
    const { status } = await place.ask('POST /api/key/save', { id: answer.id, consent: true });
    expect(status).toBe(409);
    expect(existsSync(`${place.folder}/ovh.conf`)).toBe(false);
  });

  test('cannot be asked for without an application key', async () => {
    place = await consolePlace({ keys: false });
    const { status, error } = await place.ask('POST /api/key/request', { minutes: 1 });
    expect([status, error.code]).toEqual([502, 'login-keys-missing']);
    expect(error.message).toContain('/createApp/');
  });
});

test('rights: rules, the page that makes keys with them, and a policy of IAM', async () => {
  place = await consolePlace();
  const { answer } = await place.ask('GET /api/rights');
  expect(answer.rules).toContainEqual({ method: 'GET', path: '/me/bill' });
  expect(answer.createTokenLink).toContain('GET=/me/bill');
  expect(answer.actions).toEqual(['account:apiovh:me/bill/get']);
  expect(JSON.parse(answer.policy).permissions.allow).toEqual([{ action: answer.actions[0] }]);
  await place.close();
});
