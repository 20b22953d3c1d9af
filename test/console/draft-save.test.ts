// A draft of the configuration is edited, compared and saved: whole or not at all, and never over what somebody else wrote.
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ConsolePlace, configOf, consolePlace } from './place.js';

let place: ConsolePlace;
/** The file as it is before each test. */
let original: string;

beforeAll(async () => {
  place = await consolePlace();
  original = configOf(place);
});

beforeEach(() => {
  rmSync(place.file, { force: true });
  rmSync(join(place.folder, 'elsewhere'), { recursive: true, force: true });
  writeFileSync(place.file, original);
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

const begun = async () => (await place.ask('GET /api/source')).answer;
const save = (text: string, version: string, more: { withIssues?: boolean } = {}) =>
  place.ask('POST /api/draft/save', { text, version, ...more });

function expectNoKeys(text: string): void {
  for (const key of Object.values(place.sandbox.keys)) expect(text).not.toContain(key);
}

test('an edit is shown, compared with the file, saved, and everything else stays as it was', async () => {
  const { text, version } = await begun();
  const { answer: edit } = await place.ask('POST /api/draft/edit', {
    text,
    edits: [
      { set: ['endpoints', 0, 'query', 'date.from'], value: '2024-01-01' },
      { add: ['endpoints'], value: { preset: 'refunds' } },
      { set: ['region'], value: 'ca' },
      { set: ['region'], value: 'eu' },
    ],
  });
  const added = ['    query: { date.from: 2024-01-01 }', '  - preset: refunds'];
  expect(edit.text).toBe(`${text}${added.join('\n')}\n`);
  expect(edit.changed).toEqual([{ from: 14, to: 15 }]);
  const { answer: diff } = await place.ask('POST /api/draft/diff', { text: edit.text });
  expect(diff).toMatchObject({ added: 2, removed: 0 });
  expect(diff.lines.filter(({ kind }) => kind === 'added').map((line) => line.text)).toEqual(added);
  const before = configOf(place);
  const { status, answer, text: raw } = await save(edit.text, version);
  expect(status).toBe(200);
  expect(answer.issues).toEqual([]);
  expect(answer.source.text).toBe(edit.text);
  expect(answer.source.version).not.toBe(version);
  expect(configOf(place)).toBe(`${before}${added.join('\n')}\n`);
  expectNoKeys(raw + JSON.stringify(diff));
  // The rest of the console works with it at once.
  expect((await place.ask('GET /api/session')).answer.problems).toEqual([]);
});

test('an edit that would harm what is written is refused with the reason', async () => {
  const { status, error } = await place.ask('POST /api/draft/edit', {
    text: 'a: &x 1\nb: *x\n',
    edits: [{ set: ['b'], value: 2 }],
  });
  expect(status).toBe(400);
  expect(error).toMatchObject({ code: 'draft-unwritable', message: expect.stringContaining('alias') });
});

test('a new secret that is typed is saved, and never shown again', async () => {
  const { text, version, hidden } = await begun();
  const typed = 'typed-consumer-key-0001';
  const draft = text.replace(hidden[2]?.placeholder ?? '', typed);
  const { answer: diff, text: rawDiff } = await place.ask('POST /api/draft/diff', { text: draft });
  expect(diff).toMatchObject({ added: 1, removed: 1 });
  const { answer, text: raw } = await save(draft, version);
  expect(rawDiff + raw).not.toContain(typed);
  expect(answer.source.hidden).toHaveLength(3);
  expect(configOf(place)).toContain(`consumerKey: ${typed}\n`);
  expect(configOf(place)).toContain(place.sandbox.keys.applicationSecret);
});

describe('nothing is saved', () => {
  test('where the file has changed: what it says now comes with the refusal', async () => {
    const { text, version } = await begun();
    const changed = `${configOf(place)}# by somebody else\n`;
    writeFileSync(place.file, changed);
    const { status, error, text: raw } = await save(`${text}# mine\n`, version);
    expect(status).toBe(409);
    expect(error).toMatchObject({ code: 'source-changed', source: { text: `${text}# by somebody else\n` } });
    expectNoKeys(raw);
    expect(configOf(place)).toBe(changed);
    for (const forged of ['', '../..', version.toLowerCase(), `${version}0`])
      expect((await save(text, forged)).error.code).toBe('source-changed');
    expect((await save(`${text}# mine\n`, error.source?.version ?? '')).status).toBe(200);
  });

  test('of a text with issues, unless the person wants it; never of one that is no configuration', async () => {
    const { text, version, hidden } = await begun();
    const wrong = text.replace('/me/bill', '/me/bil');
    const refused = await save(wrong, version);
    expect(refused.status).toBe(400);
    expect(refused.error).toMatchObject({
      code: 'draft-issues',
      issues: [{ code: 'route-unknown', line: 13 }],
    });
    const before = configOf(place);
    for (const never of [
      'endpoints: [',
      '',
      '- list\n',
      `${text}    headers: { x: ${hidden[0]?.placeholder} }\n`,
    ]) {
      expect((await save(never, version, { withIssues: true })).error.code).toBe('draft-issues');
      expect(configOf(place)).toBe(before);
    }
    const { status, answer } = await save(wrong, version, { withIssues: true });
    expect(status).toBe(200);
    expect(answer.issues).toHaveLength(1);
    expect(configOf(place)).toBe(before.replace('/me/bill', '/me/bil'));
  });

  test('where the file cannot be written: it stays as it is, and nothing is left beside it', async () => {
    // The name leaves no room for that of a temporary file; the system refuses it, whoever asks.
    const folder = join(place.folder, 'elsewhere');
    const target = join(folder, `${'x'.repeat(240)}.yaml`);
    mkdirSync(folder);
    writeFileSync(target, original);
    rmSync(place.file);
    symlinkSync(target, place.file);
    const { text, version } = await begun();
    const { status, error } = await save(`${text}# more\n`, version);
    expect([status, error.code]).toEqual([400, 'file-unusable']);
    expect(error.message).toContain('is as it was');
    expect(readFileSync(target, 'utf8')).toBe(original);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

test('mode, link, line ends and byte order mark stay, and nothing is left beside the file', async () => {
  mkdirSync(join(place.folder, 'elsewhere'));
  const target = join(place.folder, 'elsewhere/real.yaml');
  writeFileSync(target, `\ufeff${configOf(place).replaceAll('\n', '\r\n')}`, { mode: 0o640 });
  chmodSync(target, 0o640);
  unlinkSync(place.file);
  symlinkSync('elsewhere/real.yaml', place.file);
  const before = readFileSync(target, 'utf8');
  const { text, version } = await begun();
  // As an editor in a browser gives it back.
  const { status } = await save(`${text.replaceAll('\r\n', '\n')}# more\n`, version);
  expect(status).toBe(200);
  expect(readFileSync(target, 'utf8')).toBe(`${before}# more\r\n`);
  expect(statSync(target).mode & 0o777).toBe(0o640);
  expect(readdirSync(join(place.folder, 'elsewhere'))).toEqual(['real.yaml']);
});

test('aliases without end, values without end and other files are refused', async () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
    .split('')
    .map((key, at) => `${key}: &${key} [${`*${'abcdefgh'[at]}, `.repeat(9)}]`)
    .join('\n')}\nendpoints: *i\n`;
  const { answer } = await place.ask('POST /api/draft/check', { text: bomb });
  expect(answer.issues.length).toBeGreaterThan(0);
  expect(answer.outline).toBeUndefined();
  for (const text of [bomb, `a: ${'['.repeat(20_000)}`]) {
    const edit = await place.ask('POST /api/draft/edit', { text, edits: [{ set: ['z'], value: 1 }] });
    expect(edit.error.code).toBe('draft-unwritable');
    expect((await place.ask('POST /api/draft/diff', { text })).status).toBe(200);
  }
  let deep: unknown = 1;
  for (let level = 0; level < 60; level++) deep = [deep];
  const { text, version } = await begun();
  expect(
    (await place.ask('POST /api/draft/edit', { text, edits: [{ set: ['z'], value: deep as never }] })).error
      .code,
  ).toBe('request');
  const named = { text, version, file: '../other.yaml' };
  expect((await place.ask('POST /api/draft/save', named as never)).error.code).toBe('request');
  expect(readdirSync(place.folder).sort()).toEqual(['page', 'source.yaml']);
});

test('where there is no configuration yet, a beginning is shown, and saving makes the file', async () => {
  unlinkSync(place.file);
  const { text, version, exists } = await begun();
  expect([exists, version]).toEqual([false, 'none']);
  const { answer: edited } = await place.ask('POST /api/draft/edit', {
    text,
    edits: [
      { set: ['baseUrl'], value: place.sandbox.url },
      { add: ['endpoints'], value: { preset: 'account' } },
    ],
  });
  expect(edited.text).toContain('endpoints:\n  - preset: account\n');
  expect((await save(edited.text, 'other')).error.code).toBe('source-changed');
  const { status, answer } = await save(edited.text, version);
  expect([status, answer.source.exists]).toEqual([200, true]);
  expect(configOf(place)).toBe(edited.text);
  expect((await save(edited.text, version)).error.code).toBe('source-changed');
});
