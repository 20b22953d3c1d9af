// The table of docs/destinations.md says what each kind declares.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { createDestination, DESTINATIONS } from '../../connector/destinations/registry.js';
import {
  capabilitiesOf,
  DEFAULT_CAPABILITIES,
  type DestinationCapabilities,
} from '../../connector/model/capabilities.js';

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/destinations.md'), 'utf8');
const GUIDE = readFileSync(resolve(import.meta.dirname, '../../docs/add-a-destination.md'), 'utf8');
const COLUMNS: (keyof DestinationCapabilities)[][] = [
  ['state', 'readBack'],
  ['merge'],
  ['replace'],
  ['markDeleted'],
  ['lock'],
  ['accountsAtOnce'],
];

const rows = [...PAGE.matchAll(/^\| (`.*?) \| ((?:yes|no)(?: \| (?:yes|no))*) \|$/gm)].flatMap(
  ([, names = '', cells = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, cells.split(' | ')] as const),
);

test.each(rows)('%s', (name, cells) => {
  const [type = '', path] = name.split(':');
  const { capabilities } = createDestination(path === undefined ? { type } : { type, path });
  const declared = capabilitiesOf({ capabilities });
  expect(cells).toEqual(
    COLUMNS.map((columns) => (columns.every((column) => declared[column]) ? 'yes' : 'no')),
  );
});

test('every kind has its row, and the guide explains every capability', () => {
  expect(rows.map(([name]) => name).sort()).toEqual([...DESTINATIONS.keys(), 'jsonl:-'].sort());
  const explained = [...GUIDE.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(explained).toEqual(expect.arrayContaining(Object.keys(DEFAULT_CAPABILITIES)));
});
