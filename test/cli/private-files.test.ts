// What a load makes is for its owner alone, unless the configuration says otherwise.
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { extent } from '../extent.js';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(() => place.close());

/** Everything in the folder, with its mode: `ovh.db 600`. */
function modes(folder: string, root = folder): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const line = `${relative(root, path)} ${(statSync(path).mode & 0o777).toString(8)}`;
    return entry.isDirectory() ? [line, ...modes(path, root)] : [line];
  });
}

const places = ['sqlite:ovh.db', 'duckdb:ovh.duckdb', 'parquet:data', 'csv:sheets', 'jsonl:lines'];

const ACCESS = [
  ['owner', '600', '700', ['sqlite', 'duckdb', 'parquet', 'csv', 'jsonl']],
  ['group', '640', '750', ['sqlite', 'duckdb', 'parquet']],
  ['all', '644', '755', ['sqlite', 'duckdb', 'csv']],
] as const;

test.each(ACCESS.slice(0, extent(2, 3)))('%s', async (access, file, folder, kinds) => {
  place = await placeWith({ bills: 3, edges: false });
  const own = new Set(readdirSync(place.folder));
  for (const kind of kinds) {
    const to = places.find((each) => each.startsWith(`${kind}:`)) ?? '';
    const written = access === 'owner' ? `{ type: ${kind} }` : `{ type: ${kind}, access: ${access} }`;
    place.file('source.yaml', configText(place, '  - preset: bills', `destination: ${written}`));
    const report = `report-${kind}.json`;
    const { code, stderr } = await place.run(
      ...['load', '--quiet', '--to', to, '--report', report, '--log-file', 'ovh.log', '--log-level', 'info'],
    );
    expect([code, stderr]).toEqual([0, '']);
  }
  const made = modes(place.folder).filter(
    (line) => !own.has(line.split(/[/ ]/)[0] ?? '') && !line.startsWith('source.yaml'),
  );
  const isOfDestination = (line: string) => /^(ovh\.(db|duckdb)|data|sheets|lines)/.test(line);
  const wrong = made.filter((line) => {
    const isFolder = statSync(join(place.folder, line.replace(/ \d+$/, ''))).isDirectory();
    const [wantedFile, wantedFolder] = isOfDestination(line) ? [file, folder] : ['600', '700'];
    return !line.endsWith(isFolder ? ` ${wantedFolder}` : ` ${wantedFile}`);
  });
  expect(wrong).toEqual([]);
  expect(made.filter(isOfDestination).length).toBeGreaterThanOrEqual(kinds.length);
  expect(made).toEqual(
    expect.arrayContaining([
      'ovh.log 600',
      'report-sqlite.json 600',
      expect.stringMatching(/^source-ovhcloud(-\d+)? 700$/),
    ]),
  );
});
