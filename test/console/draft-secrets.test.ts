// No answer of the Source form has a secret of the file, whatever is asked and whatever is wrong.
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConsoleAddress } from '../../console/contract/api.js';
import { extent } from '../extent.js';
import { type ConsolePlace, configOf, consolePlace } from './place.js';

const OTHER = [
  'db-Pass-w0rd',
  'proxy-Pass-1',
  'hook-path-secret',
  'hook-Secret-22',
  'header-Secret-3',
  'commented-Secret-4',
];
const [db, proxy, hook, hookSecret, header, commented] = OTHER;

let place: ConsolePlace;

beforeAll(async () => {
  place = await consolePlace();
  const more = `# the old one was consumerKey: ${commented}
http: { proxy: "http://me:${proxy}@127.0.0.1:9" }
notify: { webhook: { url: "https://hooks.example/${hook}", secret: "${hookSecret}" } }
`;
  const text = configOf(place)
    .replace(
      /destination:\n( {2}.*\n)+/,
      `destination: { type: postgres, url: "postgres://me:${db}@127.0.0.1:9/x" }\n`,
    )
    .concat(`    headers: { X-Auth-Token: "${header}" }\n${more}`);
  writeFileSync(place.file, text);
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

const ADDRESSES: ConsoleAddress[] = [
  'POST /api/draft/check',
  'POST /api/draft/diff',
  'POST /api/draft/plan',
  'POST /api/draft/preview',
  'POST /api/draft/samples',
  'POST /api/check',
  'POST /api/draft/save',
];

test('of the file as it is, of drafts that are wrong, and of a file that is no YAML', async () => {
  const secrets = [...OTHER, ...Object.values(place.sandbox.keys)];
  const expectNone = (raw: string) => {
    for (const secret of secrets) expect(raw).not.toContain(secret);
  };
  const { answer, text: raw } = await place.ask('GET /api/source');
  expectNone(raw);
  expect(answer.hidden.length).toBeGreaterThanOrEqual(9);
  const { text } = answer;
  const drafts = [
    text,
    text.replace('type: postgres', 'type: postgre'),
    text.replace('/me/bill', '/me/bil'),
    text.replace('region: eu', 'region: mars'),
    text.replace('consumerKey: <', 'consumerKey: x<').replace('webhook:', 'webhok:'),
    `${text}\nbad: [`,
    text.replace('auth:', 'auth: &a').concat('copy: *a\n'),
  ];
  for (const draft of drafts.slice(0, extent(2, 7)))
    for (const address of ADDRESSES) {
      const isNamed = /preview|samples/.test(address);
      const isSaved = address.endsWith('save');
      const request = {
        text: draft,
        ...(isNamed && { name: 'bills' }),
        ...(isSaved && { version: 'forged' }),
      };
      expectNone((await place.ask(address, request as never)).text);
    }
  writeFileSync(place.file, `${configOf(place)}\nbad: [\n`);
  const broken = await place.ask('GET /api/source');
  expectNone(broken.text);
  for (const address of ADDRESSES.slice(0, 3))
    expectNone((await place.ask(address, { text: broken.answer.text } as never)).text);
  // Mended in the page, it is saved with every secret in its place.
  const mended = broken.answer.text.replace('\nbad: [\n', '');
  const before = configOf(place);
  const saved = await place.ask('POST /api/draft/save', {
    text: mended,
    version: broken.answer.version,
    withIssues: true,
  });
  expectNone(saved.text);
  expect([saved.status, configOf(place)]).toEqual([200, before.replace('\nbad: [\n', '')]);
});
