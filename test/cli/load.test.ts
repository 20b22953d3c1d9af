import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import type { RunReport } from '../../connector/model/report.js';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(async () => {
  await place.close();
});

const BILLS = '  - preset: bills';
const WITH_LISTS = `${BILLS}\n    definitions: { bill_ids: { table: true }, bill_detail_ids: { table: true } }`;

function rows(file: string, sql: string): Record<string, unknown>[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare(sql).all() as Record<string, unknown>[];
  } finally {
    database.close();
  }
}

describe('load', () => {
  test('complete: exit 0, tables, report for people and for programs', async () => {
    place = await placeWith({ edges: false });
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('load', '--report', 'report.json');
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^Complete: /);
    expect(ended.stdout).toMatch(/bill_details\s+\d+\s+\d+\s+0/);
    const report = JSON.parse(readFileSync(place.path('report.json'), 'utf8')) as RunReport;
    expect(report.outcome).toBe('complete');
    const [counted] = rows(place.path('ovh.db'), 'select count(*) as n from bill_details');
    expect(counted?.n).toBe(report.sources.find((each) => each.name === 'bill_details')?.ledger.loaded);
  });

  test('incomplete: exit 3, by name and reason, with what to do for objects beyond the rights of the key', async () => {
    place = await placeWith({ edges: true });
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('load');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/^INCOMPLETE/);
    expect(ended.stdout).toMatch(/gone: bills billId=\S+: 404/);
    expect(ended.stdout).toMatch(/refused: bills billId=\S+: 403 Client::Forbidden.*query id/);
    expect(ended.stdout).toMatch(/accept: \{ refused: \[billId=\S+, /);
    expect(ended.stdout).not.toMatch(/grant `GET/);
  });

  test('only: with the rest of its tree, or alone', async () => {
    place = await placeWith({ edges: false });
    place.file('source.yaml', configText(place, BILLS));
    expect((await place.run('load', '--only', 'bill_details', '--alone', '--quiet')).all).toBe('');
    const tables = () =>
      rows(
        place.path('ovh.db'),
        "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\'",
      );
    expect(tables()).toEqual([{ name: 'bill_details' }]);
    const whole = await place.run('load', '--only', 'bill_details');
    expect(whole.stdout).toMatch(/what belongs to the same tree as bill_details is loaded too: bills /);
    expect(tables()).toHaveLength(2);
    expect(await place.run('load', '--alone')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--alone: has no meaning without --only/),
    });
  });

  test('the report on standard output alone, for a pipe', async () => {
    place = await placeWith({ edges: false });
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('load', '--quiet', '--report', '-');
    expect((JSON.parse(ended.stdout) as RunReport).outcome).toBe('complete');
    expect(ended.stderr).toBe('');
  });

  test.each([
    ['load', '--no-shortcuts'],
    ['retry', '--no-shortcuts'],
    ['backfill', 'bill_ids', '--from', '2024-01-01', '--no-shortcuts'],
  ])('%s with the flag that `--strategy single` has replaced: a sentence, and no call', async (...args) => {
    place = await placeWith({ edges: false, bills: 2 });
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run(...args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('--no-shortcuts: has another name now: write `--strategy single`');
    expect((await place.stats()).total).toBe(0);
  });

  test('a strategy that does not exist is refused, with those that do', async () => {
    place = await placeWith({ edges: false, bills: 2 });
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('load', '--strategy', 'fast');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/Allowed choices are auto, single, expanded, batch/);
  });

  test('Ctrl-C: what is read whole is committed, the report is printed, exit 3; the next load completes', async () => {
    place = await placeWith({ edges: false, bills: 700, lines: 2 });
    place.file('source.yaml', configText(place, WITH_LISTS, 'budget: { callsPerSecond: 700 }'));
    const { child, ended } = place.start('load', '--strategy', 'single');
    const file = place.path('ovh.db');
    const committed = await untilRows(file);
    // Some calls later more is read to its end, which the next commit would have.
    const { total } = await place.stats();
    while ((await place.stats()).total < total + 300) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/what is read to its end is committed/);
    expect(stdout).toMatch(
      /INCOMPLETE[\s\S]*interrupted[\s\S]*bill_ids: the reading ended early: \d+ of 7\d\d items/,
    );
    const [whole] = rows(
      file,
      'select count(*) as n, sum((select count(*) from bill_details d where d.bill_id = b.bill_id) = (select count(*) from bill_detail_ids i where i.bill_id = b.bill_id)) as same from bills b',
    );
    expect(Number(whole?.n)).toBeGreaterThan(committed);
    expect(Number(whole?.n)).toBeLessThan(700);
    expect(whole?.same).toBe(whole?.n);
    expect(rows(file, 'select count(*) as n from bill_ids')).toEqual([{ n: whole?.n }]);
    place.file('source.yaml', configText(place, WITH_LISTS, 'budget: { callsPerSecond: 1000 }'));
    expect((await place.run('load', '--quiet')).code).toBe(0);
  }, 90_000);

  async function untilRows(file: string): Promise<number> {
    for (let n = 0; n < 400; n++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      try {
        const count = Number(rows(file, 'select count(*) as n from bills')[0]?.n);
        if (count > 0) return count;
      } catch {
        // Not there yet.
      }
    }
    throw new Error('no slice was committed');
  }

  test('keys revoked in the middle: exit 1, what was committed stays', async () => {
    place = await placeWith({ edges: false, bills: 400, lines: 2, revokeAfter: 1700 });
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('load', '--strategy', 'single');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/FAILED[\s\S]*INVALID_CREDENTIAL[\s\S]*login/);
    expect(Number(rows(place.path('ovh.db'), 'select count(*) as n from bills')[0]?.n)).toBeGreaterThan(0);
  });

  test('a call that writes: shown by plan, refused without leave and on a schedule, done once', async () => {
    place = await placeWith({});
    const post = '  - { name: doc, method: POST, path: /me/document, body: { name: "a b.pdf" }';
    place.file('source.yaml', configText(place, `${post} }`));
    const refused = await place.run('load');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/source\.yaml:\d+.*allowWrite: true/);
    place.file('source.yaml', configText(place, `${post}, write: { allowWrite: true } }`));
    expect((await place.run('plan')).stdout).toMatch(
      /doc CHANGES THINGS: it sends POST \/me\/document with the body \{"name":"a b.pdf"\}/,
    );
    expect((await place.run('load', '--scheduled')).code).toBe(2);
    expect((await place.stats()).total).toBe(0);
    expect((await place.run('load')).code).toBe(0);
    expect(rows(place.path('ovh.db'), 'select name from doc')).toEqual([{ name: 'a b.pdf' }]);
  });
});

describe('what is refused before the first call', () => {
  test.each<[string, string[], string | undefined, RegExp]>([
    ['no configuration', ['load'], undefined, /source\.yaml: there is no such file.*init/],
    ['a file that is not there', ['load', '-c', 'x.yaml'], undefined, /x\.yaml/],
    ['broken YAML', ['load'], 'region: [eu', /source\.yaml:1/],
    [
      'a misspelt key',
      ['load'],
      'regoin: eu\nendpoints: [{ preset: bills }]',
      /regoin.*did you mean "?region/,
    ],
    [
      'a misspelt region',
      ['load'],
      'region: europe\nendpoints: [{ preset: bills }]',
      /source\.yaml:1.*europe/,
    ],
    ['a misspelt preset', ['load'], 'region: eu\nendpoints: [{ preset: bils }]', /did you mean "bills"/],
    [
      'a path without its parameter',
      ['load'],
      'region: eu\nendpoints: [{ name: x, path: "/me/bill/{billId}" }]',
      /source\.yaml:2.*\{billId\} has no value/,
    ],
    [
      'plain http to a real host',
      ['load'],
      'region: eu\nbaseUrl: http://eu.api.ovh.com\nendpoints: [{ preset: bills }]',
      /baseUrl/,
    ],
    ['an unknown command', ['lod'], undefined, /Did you mean load/],
    ['an unknown option', ['load', '--ony', 'x'], undefined, /Did you mean --only/],
    ['a configuration without its option', ['check', 'my.yaml'], undefined, /Next: write `--config my.yaml`/],
    [
      'a destination without its option',
      ['load', 'sqlite:out.db'],
      undefined,
      /Next: write `--to sqlite:out.db`/,
    ],
    [
      'an unknown source object',
      ['load', '--only', 'billz'],
      'region: eu\nendpoints: [{ preset: bills }]',
      /did you mean "bills"/,
    ],
    [
      'a report in no folder',
      ['load', '--report', 'no/such/r.json'],
      'region: eu\nendpoints: [{ preset: bills }]',
      /--report no\/such\/r\.json: the folder .* does not exist/,
    ],
    [
      'rows that are no number',
      ['preview', 'bills', '--rows', 'x'],
      'region: eu\nendpoints: [{ preset: bills }]',
      /whole number/,
    ],
    ['a region of init', ['init', '--region', 'eur'], undefined, /did you mean "eu"/],
    ['a sandbox option', ['sandbox', '--bills', '-4'], undefined, /bills/],
  ])('%s: exit 2', async (_, args, config, words) => {
    place = await placeWith({});
    if (config !== undefined) place.file('source.yaml', config);
    const ended = await place.run(...args);
    expect(ended.stderr).toMatch(words);
    expect(ended.code).toBe(2);
    expect((await place.stats()).total).toBe(0);
  });

  test('no keys at all', async () => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS));
    for (const name of ['OVH_APPLICATION_KEY', 'OVH_APPLICATION_SECRET', 'OVH_CONSUMER_KEY'])
      delete place.env[name];
    const ended = await place.run('load');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/OVH_APPLICATION_KEY/);
    expect((await place.stats()).total).toBe(0);
  });

  test('a table that somebody else made is left alone', async () => {
    place = await placeWith({ edges: false });
    place.file('source.yaml', configText(place, BILLS));
    const database = new Database(place.path('ovh.db'));
    database.exec("create table bills (mine text); insert into bills values ('kept')");
    database.close();
    const ended = await place.run('load');
    expect(ended.code).toBe(1);
    expect(ended.all).toMatch(/bills/);
    expect(rows(place.path('ovh.db'), 'select * from bills')).toEqual([{ mine: 'kept' }]);
  });

  test('an API that is not there', async () => {
    place = await placeWith({});
    place.file(
      'source.yaml',
      configText(place, BILLS, 'http: { attempts: 2 }').replace(/baseUrl: .*/, 'baseUrl: http://127.0.0.1:9'),
    );
    const ended = await place.run('load');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /cannot read the server's clock.*Nothing answers at this address: check `baseUrl`/,
    );
  });
});
