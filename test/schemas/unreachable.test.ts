import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { InterruptedError } from '../../connector/model/errors.js';
import { apiDocumentsFromFolder, openApiDocuments } from '../../connector/schemas/document-sources.js';
import { INDEX, SHOP } from './own-documents.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unreachable-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ANSWERS: Record<string, unknown> = { '/1.0/': INDEX, '/1.0/shop.json': SHOP };
const all = { routes: 'all' as const, maxAgeMs: 1000 };

function silent(error: Error) {
  const asked: string[] = [];
  const fetchJson = async (path: string) => {
    asked.push(path);
    throw error;
  };
  return { asked, fetchJson };
}

describe('an API that cannot be reached', () => {
  test('is asked once; the cache is used whatever its age, and a note says so', async () => {
    await openApiDocuments({ ...all, cache: folder, now: 1e12, fetchJson: async (path) => ANSWERS[path] });
    const { asked, fetchJson } = silent(new Error('no route to host'));
    const documents = await openApiDocuments({ ...all, cache: folder, now: 2e12, fetchJson });
    expect(documents.route('GET', '/shop/item/{x}')).toBeDefined();
    expect(asked).toEqual(['/1.0/']);
    expect(documents.notes.filter((note) => note.includes('no route to host'))).toHaveLength(1);
    expect(documents.notes).toContainEqual(
      expect.stringMatching(/shop\.json: the one of 2001-09-09 is used/),
    );
  });

  test('an interruption is no silence', async () => {
    const { fetchJson } = silent(new InterruptedError('Ctrl-C'));
    await expect(openApiDocuments({ ...all, now: 1e12, fetchJson })).rejects.toThrow('Ctrl-C');
  });
});

test('a folder: a broken file is a note, the others are read', () => {
  mkdirSync(join(folder, 'v1'));
  writeFileSync(join(folder, 'v1', 'shop.json'), JSON.stringify(SHOP));
  writeFileSync(join(folder, 'v1', 'broken.json'), '{"apis": [');
  const documents = apiDocumentsFromFolder(folder);
  expect(documents.route('GET', '/shop/item')).toMatchObject({ section: '/shop' });
  expect(documents.notes).toEqual([expect.stringMatching(/broken\.json is not a schema document/)]);
});
