// The Source form: the file without its secrets, and a draft that is checked, edited and saved.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ConsolePlace, configOf, consolePlace } from './place.js';

let place: ConsolePlace;

beforeAll(async () => {
  place = await consolePlace({ sandbox: { bills: 12 } });
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

function expectNoKeys(text: string): void {
  for (const key of Object.values(place.sandbox.keys)) expect(text).not.toContain(key);
}

describe('the file', () => {
  test('is shown as it is, but for its secrets', async () => {
    const { status, answer, text } = await place.ask('GET /api/source');
    expect(status).toBe(200);
    expect(answer).toMatchObject({ file: place.file, exists: true });
    expect(answer.notSavable).toBeUndefined();
    expect(answer.hidden.map(({ key }) => key)).toEqual([
      'auth.applicationKey',
      'auth.applicationSecret',
      'auth.consumerKey',
    ]);
    const withPlaceholders = answer.hidden.reduce(
      (shown, { placeholder }, at) => shown.replace(Object.values(place.sandbox.keys)[at] ?? '', placeholder),
      configOf(place),
    );
    expect(answer.text).toBe(withPlaceholders);
    expectNoKeys(text);
    expect((await place.ask('GET /api/source')).answer).toEqual(answer);
  });
});

/** The draft that the page begins with. */
const begun = async () => (await place.ask('GET /api/source')).answer;

async function checked(text: string) {
  const { status, answer, text: raw } = await place.ask('POST /api/draft/check', { text });
  expect(status).toBe(200);
  expectNoKeys(raw);
  return answer;
}

const MORE = `  - name: debts
    path: /me/bill/{billId}/debt
    parameters: { billId: { from: bills, field: billId } }
    query: {}
    read: { absent: [404] }
  - preset: refunds
    only: [refund_details]
  - name: one_order
    path: /me/order/{orderId}
schedule: { cron: "0 6 * * *", timeZone: Europe/Paris }
budget: { callsPerSecond: 12.50 }
`;

describe('a draft', () => {
  test('that is the file has no issue, and an outline', async () => {
    const { issues, outline } = await checked((await begun()).text);
    expect(issues).toEqual([]);
    expect(outline?.connections).toEqual([
      {
        path: [],
        region: 'eu',
        baseUrl: place.sandbox.url,
        origin: place.sandbox.url,
        kind: 'keys',
        keys: ['applicationKey', 'applicationSecret', 'consumerKey'].map((name) => ({
          name,
          state: 'set',
          from: place.file,
          written: true,
        })),
      },
    ]);
    expect(outline?.entries).toEqual([
      {
        entry: 0,
        line: 12,
        lastLine: 13,
        kind: 'own',
        fields: { name: 'bills', path: '/me/bill' },
        objects: ['bills'],
      },
    ]);
    expect(outline?.destination).toMatchObject({ type: 'sqlite', fields: { path: 'out.db' } });
    expect(outline?.objects).toMatchObject([
      { name: 'bills', operation: { state: 'known', responseType: 'string[]', answers: 'list' } },
    ]);
    expect(outline?.objects[0]?.query.map(({ name }) => name)).toContain('date.from');
  });

  test('has each issue at its place in the text that the page has', async () => {
    const { text } = await begun();
    const draft = `${text}${MORE}`
      .replace('path: /me/bill  ', 'path: /me/bil')
      .replace('- name: bills', '- nam: bills');
    const { issues, outline } = await checked(draft);
    const lineOf = (part: string) => draft.slice(0, draft.indexOf(part)).split('\n').length;
    expect(issues.map(({ code, line, entry }) => ({ code, line, entry }))).toContainEqual({
      code: 'config-unknown-key',
      line: lineOf('- nam: bills'),
      entry: 0,
    });
    // What is right beside it is shown all the same.
    expect(outline?.objects.map(({ name }) => name)).toContain('debts');
    expect(outline?.entries[1]?.fields).toMatchObject({ read: { absent: [404] } });
    expect(outline?.others).toMatchObject([{ key: 'budget', line: lineOf('budget:') }]);
  });

  test('has definitions compared with the documents, and candidates for each path parameter, best first', async () => {
    const { text } = await begun();
    const { issues, outline } = await checked(`${text}${MORE}`.replace('/debt', '/dept'));
    expect(issues.map(({ code, key, entry }) => ({ code, key, entry }))).toContainEqual({
      code: 'config-mapping',
      key: 'one_order.parameters.orderId',
      entry: 3,
    });
    const debts = outline?.objects.find(({ name }) => name === 'debts');
    expect(debts?.operation.state).toBe('unknown');
    const [billId] = debts?.parameters ?? [];
    expect(billId?.binding).toEqual({ kind: 'mapped', from: 'bills', field: 'billId', implicit: false });
    expect(billId?.candidates[0]).toMatchObject({ from: 'bills', why: 'lists-it', depth: 0 });
    const order = outline?.objects.find(({ name }) => name === 'one_order');
    expect(order?.parameters).toMatchObject([{ name: 'orderId', type: 'long', binding: { kind: 'none' } }]);
    const mended = `${text}${MORE}`.replace(
      '/me/order/{orderId}',
      '/me/order/{orderId}\n    parameters: { orderId: 1 }',
    );
    expect((await checked(mended)).issues).toEqual([]);
    expect((await checked(mended.replace('/debt', '/dept'))).issues).toMatchObject([
      { code: 'route-unknown', key: 'debts.path', entry: 1 },
    ]);
  });

  test('says the next runs as instants, over a change of the clock', async () => {
    const { text } = await begun();
    const { outline } = await checked(`${text}${MORE}`);
    const [pipeline] = outline?.schedule ?? [];
    expect(pipeline?.path).toEqual(['schedule']);
    expect(pipeline?.next).toHaveLength(5);
    for (const instant of pipeline?.next ?? []) expect(instant).toMatch(/T0[45]:00:00\.000Z$/);
    const { outline: wrong } = await checked(`${text}schedule: { cron: "61 * * * *" }\n`);
    expect(wrong?.schedule[0]?.next).toEqual([]);
    expect(wrong?.schedule[0]?.week).toEqual([]);
    const { outline: often } = await checked(`${text}schedule: { cron: "*/10 * * * *" }\n`);
    const hours = often?.schedule[0]?.week.map((tick) => tick.slice(0, 13)) ?? [];
    expect([hours.length, new Set(hours).size]).toEqual([168, 168]);
  });

  test('that is no YAML has its faults and no outline', async () => {
    const { issues, outline } = await checked('endpoints: [');
    expect(issues[0]).toMatchObject({ code: 'config-text', line: 1 });
    expect(outline).toBeUndefined();
  });

  test('cannot take a secret to another key', async () => {
    const { text, hidden } = await begun();
    const [{ placeholder } = { placeholder: '' }] = hidden;
    const { issues } = await checked(`${text}    query: { note: ${placeholder} }\n`);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'secret-unknown', key: 'endpoints[0].query.note', line: 14 }),
    );
  });
});

test('EXAMPLES: every preset with its rights, and fields from the schema', async () => {
  const { answer } = await place.ask('GET /api/presets');
  const bills = answer.presets.find(({ name }) => name === 'bills');
  expect(bills).toMatchObject({ family: 'billing', title: expect.stringMatching(/\S/) });
  expect(bills?.rights).toContainEqual({ method: 'GET', path: '/me/bill/*' });
  expect(answer.presets.filter(({ family }) => family === 'examples')).toHaveLength(4);
  const lines = answer.presets.find(({ name }) => name === 'example_bill_details');
  const { text } = await begun();
  const { answer: edited } = await place.ask('POST /api/draft/edit', {
    text,
    edits: (lines?.definitions ?? []).map((value) => ({ add: ['endpoints'], value })),
  });
  expect((await checked(edited.text)).issues).toEqual([]);
  expect((await place.ask('GET /api/source/fields')).answer.regions).toContain('eu');
});
