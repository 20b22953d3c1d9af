// Routes that end are told where the API's documents are at hand: by load and by check.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { RunReport } from '../../connector/model/report.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { configText, type Place, placeWith } from './command.js';

let place: Place | undefined;

afterEach(async () => {
  await place?.close();
  place = undefined;
});

const BILL = {
  resourcePath: '/me',
  apis: [
    { path: '/me', operations: [{ httpMethod: 'GET', responseType: 'string' }] },
    {
      path: '/me/bill',
      operations: [
        {
          httpMethod: 'GET',
          responseType: 'string[]',
          apiStatus: {
            value: 'DEPRECATED',
            deprecatedDate: '2023-05-01T00:00:00+01:00',
            deletionDate: '2024-01-01T00:00:00Z',
            replacement: '/me/invoice',
          },
        },
      ],
    },
  ],
  models: {},
};

const WORDS =
  'bills: GET /me/bill is deprecated since 2023-05-01, to be deleted on 2024-01-01: use GET /me/invoice';

test('a deprecated route: a warning of check and of load, none of an end or of other routes', async () => {
  place = await placeWith({ edges: false });
  mkdirSync(join(place.folder, 'documents', 'v1'), { recursive: true });
  writeFileSync(join(place.folder, 'documents', 'v1', 'me.json'), JSON.stringify(BILL));
  const endpoints = '  - { name: bills, path: /me/bill }\n  - { name: me, path: /me }';
  const more = 'budget: { callsPerSecond: 1000 }\nschemas: { folder: documents }';
  place.file('source.yaml', configText(place, endpoints, more));

  const check = await place.run('check');
  expect(check.code).toBe(0);
  expect(check.stdout.split('\n').filter((line) => line.includes('deprecated'))).toEqual([
    expect.stringMatching(
      /^warning +definitions +bills: GET \/me\/bill is deprecated since 2023-05-01, .* \/me\/invoice$/,
    ),
  ]);

  const load = await place.run('load', '--quiet', '--report', '-');
  expect(load.code).toBe(0);
  const { warnings } = JSON.parse(load.stdout) as RunReport;
  expect(noticeLines(warnings.filter(({ code }) => code === 'route-deprecated'))).toEqual([WORDS]);
});

test('documents that are not to be used tell nothing', async () => {
  place = await placeWith({ edges: false });
  place.file(
    'source.yaml',
    configText(place, '  - { name: bills, path: /me/bill }', 'schemas: { use: never }'),
  );
  expect((await place.run('check')).stdout).not.toContain('definitions');
});
