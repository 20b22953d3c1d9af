import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { generatedPages } from '../connector/cli/generated-pages.js';
import { makeProgram } from '../connector/cli/program.js';

const ROOT = resolve(import.meta.dirname, '..');
const text = (name: string) => readFileSync(join(ROOT, name), 'utf8');

describe('pages made from the code', () => {
  test.each(Object.entries(generatedPages()))('%s is fresh (npm run docs)', (name, expected) => {
    expect(text(name)).toBe(expected);
  });
});

test('no page of a preset family, and no model of dbt, that is gone stays', () => {
  const made = Object.keys(generatedPages());
  const folders = [
    'docs/presets',
    ...['staging', 'intermediate', 'marts'].map((layer) => `dbt/models/${layer}`),
  ];
  const there = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
  );
  expect(there.filter((name) => !made.includes(name))).toEqual([]);
});

describe('pages, also those written by hand', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'examples/README.md',
    'dbt/README.md',
    ...['docs', 'docs/presets', 'docs/decisions'].flatMap((folder) =>
      readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `${folder}/${name}`),
    ),
  ];

  test.each(pages)('%s: links lead somewhere', (page) => {
    const links = [...text(page).matchAll(/\]\(([^)#]+?)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    const broken = links.filter(
      (link) => !/^https?:/.test(link) && !existsSync(join(ROOT, page, '..', link)),
    );
    expect(broken).toEqual([]);
  });

  test.each(pages)('%s: links to a heading find it', (page) => {
    const links = [...text(page).matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)];
    const broken = links.filter(([, file = '', heading = '']) => {
      const target = file === '' ? page : join(page, '..', file);
      return target.endsWith('.md') && !headingsOf(text(target)).includes(heading);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test('docs/commands.md names every command, and no other', () => {
    const commands = makeProgram()
      .commands.map((command) => command.name())
      .sort();
    const named = [...text('docs/commands.md').matchAll(/^\| `(\w+)[^`]*` \|/gm)]
      .map((match) => match[1] ?? '')
      .sort();
    expect(named).toEqual(commands);
  });

  test('the index of the docs leads to every page', () => {
    const index = text('docs/README.md');
    const names = readdirSync(join(ROOT, 'docs')).filter(
      (name) => name.endsWith('.md') && name !== 'README.md',
    );
    expect(names.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });

  interface Group {
    properties?: object;
    anyOf?: Group[];
  }

  test('the options of a definition are all explained', () => {
    const schema = JSON.parse(text('docs/config.schema.json')) as unknown;
    const keys = new Set<string>();
    const collect = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties } = node as { properties?: Record<string, Group> };
      const groups = properties?.path && [
        properties.table,
        properties.read,
        properties.sync,
        properties.write,
      ];
      for (const group of groups ?? [])
        for (const branch of group?.anyOf ?? [group])
          for (const name of Object.keys(branch?.properties ?? {})) keys.add(name);
      for (const member of Object.values(node)) collect(member);
    };
    collect(schema);
    expect(keys.size).toBeGreaterThan(20);
    const guide = text('docs/definitions.md');
    expect([...keys].filter((key) => !guide.includes(`\`${key}\``))).toEqual([]);
  });
});

/** The anchors of a page, as GitHub makes them. */
function headingsOf(markdown: string): string[] {
  return [...markdown.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
