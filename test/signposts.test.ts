// The pages that lead through the code: the table of rooms, the decision records, and one word for one thing.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '..');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, ending);
    return path.endsWith(ending) ? [path] : [];
  });
}

describe('docs/ARCHITECTURE.md', () => {
  /** Room and what it may import, of the table in the page. */
  const ofPage = new Map(
    [...text('docs/ARCHITECTURE.md').matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)].map(
      ([, room = '', cell = '']) => [room, [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name)],
    ),
  );
  /** The same, of the table that holds the imports. */
  const ofTest = new Map(
    [...text('test/architecture.test.ts').matchAll(/^ {2}(\w+): '([a-z ]*)',$/gm)].map(
      ([, room = '', below = '']) => [room, below.split(' ').filter(Boolean)],
    ),
  );

  test('names the imports of every room as the test that holds them', () => {
    expect(ofTest.size).toBeGreaterThan(10);
    const { endpoints, sandbox, ...rooms } = Object.fromEntries(ofPage);
    expect(rooms).toEqual(Object.fromEntries(ofTest));
    expect({ endpoints, sandbox }).toEqual({ endpoints: ['model'], sandbox: [] });
  });

  test('has a row for every folder', () => {
    const folders = readdirSync(join(ROOT, 'connector'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .concat(
        readdirSync(join(ROOT, 'console'), { withFileTypes: true }).flatMap((entry) =>
          entry.isDirectory() ? [entry.name] : [],
        ),
      );
    expect([...folders, 'endpoints', 'mart', 'reports', 'sandbox'].sort()).toEqual([...ofPage.keys()].sort());
  });

  test('names files that there are', () => {
    const named = [
      ...text('docs/ARCHITECTURE.md').matchAll(
        /`((?:connector|console|endpoints|reports|sandbox|test|docs)\/[\w./-]+\.\w+)`/g,
      ),
    ];
    const gone = named.map(([, path = '']) => path).filter((path) => !isFile(path));
    expect(gone).toEqual([]);
  });
});

describe('the walks of docs/ARCHITECTURE.md', () => {
  const page = text('docs/ARCHITECTURE.md');
  const walks = page.slice(page.indexOf('## Walks')).split('\n### ').slice(1);
  /** Files that begin a line of a list. */
  const filesOf = (walk = '') => [...walk.matchAll(/^- `([\w/.-]+\.ts)`/gm)].map(([, file = '']) => file);

  test('lead through files that there are', () => {
    const named = walks.flatMap((walk) =>
      [...walk.matchAll(/`([\w/-]+\/[\w.-]+\.ts)`/g)].map(([, file]) => file),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((file) => !isFile(`connector/${file}`))).toEqual([]);
  });

  test.each([
    [0, 40],
    [1, 8],
    [2, 7],
  ])('walk %i has at most %i files', (index, most) => {
    const files = filesOf(walks[index]);
    expect(files.length).toBeGreaterThan(5);
    expect(files.length).toBeLessThanOrEqual(most);
  });

  test('the walk of a bill is the one that a trace finds (npm run docs)', () => {
    const script = join(ROOT, 'docs/walks.mjs');
    const output = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    const steps: { files: string[] }[] = JSON.parse(output);
    const traced = steps.flatMap(({ files }) => files.map((file) => file.replace('connector/', '')));
    expect(filesOf(walks[0])).toEqual(traced);
  });
});

function isFile(path: string): boolean {
  try {
    text(path);
    return true;
  } catch {
    return false;
  }
}

describe('docs/decisions', () => {
  const records = filesBelow('docs/decisions', '.md')
    .filter((path) => basename(path) !== 'README.md')
    .sort();

  test('are numbered from 1, each number once', () => {
    expect(records.length).toBeGreaterThan(10);
    const numbers = records.map((path) => Number(basename(path).slice(0, 4)));
    expect(numbers).toEqual(records.map((_, index) => index + 1));
  });

  test.each(records)('%s has a title, a date, and the three parts', (path) => {
    const number = Number(basename(path).slice(0, 4));
    const parts = new RegExp(
      `^# ${number}\\. .+\\n\\n\\d{4}-\\d{2}-\\d{2}\\n[\\s\\S]*?\\n## Context\\n\\n\\S[\\s\\S]*\\n## Decision\\n\\n\\S[\\s\\S]*\\n## Consequences\\n\\n\\S`,
    );
    expect(text(path)).toMatch(parts);
  });

  test('name files that there are', () => {
    const named = records.flatMap((path) => [...text(path).matchAll(/`([\w/-]+\/[\w.-]+\.ts)`/g)]);
    expect(named.length).toBeGreaterThan(3);
    const gone = named
      .map(([, file = '']) => file)
      .filter((file) => !isFile(file) && !isFile(`connector/${file}`));
    expect(gone).toEqual([]);
  });

  test('are all in the list, by their titles', () => {
    const lines = records.map((path) => `- [${text(path).split('\n')[0]?.slice(2)}](${basename(path)})`);
    const list = text('docs/decisions/README.md')
      .split('\n')
      .filter((line) => line.startsWith('- '));
    expect(list).toEqual(lines);
  });
});

/** Words that meant something else here before, where the old one can only be a leftover. */
const OLD_NAMES: { old: RegExp; now: string; in: 'path' | 'code' | 'docs' | 'code and docs' }[] = [
  { old: /(^|\/)catalogue(\/|\.)/, now: 'schemas', in: 'path' },
  { old: /(^|\/)(frames?|intake)\.ts$/, now: 'parents, item-recorder', in: 'path' },
  {
    old: /(^|\/)(seen|slots|own-pages|endless|fresh|given-roots)\.ts$/,
    now: 'id-set, concurrency, query-pages, unbounded-list, new-items, selected-roots',
    in: 'path',
  },
  {
    old: /(^|\/)(shortcuts|again|telling|configured|several|live|roots)\//,
    now: 'strategies, state, observe',
    in: 'path',
  },
  {
    old: /(^|\/)(trust|caller|superseding|fit|settle|widening|lanes|attend|held|family|kept|holder)\.ts$/,
    now: 'the names in docs/glossary.md',
    in: 'path',
  },
  {
    old: /(^|\/)(shelf|papers|dice|ranchers)\.ts$/,
    now: 'generated-list, billing-documents, random, managed-rancher',
    in: 'path',
  },
  {
    old: /\b(Frame|Intake|Met|Wanted|RunTeller|SOURCE_TABLE)\b/,
    now: 'ItemContext, ItemRecorder, ReadItem, PendingRead, RunEvents, DEFINITION_TABLE',
    in: 'code',
  },
  {
    old: /\b(shelf|shelves|[dD]ice|papers?|ranchers|ownPaging)\b/,
    now: 'GeneratedList, SeededRandom, documents, services, queryPaging',
    in: 'code',
  },
  {
    old: /\b(isApart|run\.began|run\.not_begun|shortcut\.refused|DraftConfig|attend|recast|staged)\b/,
    now: 'isBackfill, run.started, run.not_started, strategy.refused, ConfigWithoutKeys, tick-runner, castStored, pendingReplace',
    in: 'code',
  },
];

describe('names', () => {
  const code = ['connector', 'endpoints', 'reports', 'sandbox'].flatMap((folder) =>
    filesBelow(folder, '.ts'),
  );
  const docs = [
    ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
    ...['docs', 'examples'].flatMap((folder) => filesBelow(folder, '.md')),
  ];

  test.each(OLD_NAMES)('$old is now $now', ({ old, in: where }) => {
    const places = where === 'docs' ? docs : where === 'code and docs' ? [...code, ...docs] : code;
    expect(places.filter((path) => old.test(where === 'path' ? path : text(path)))).toEqual([]);
  });

  test('of the glossary stand in order, each once', () => {
    const words = [...text('docs/glossary.md').matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(
      ([, word = '']) => word,
    );
    expect(words.length).toBeGreaterThan(40);
    expect(words).toEqual([...new Set(words)].sort((a, b) => a.localeCompare(b, 'en')));
  });
});
