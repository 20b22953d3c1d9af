// The structure: who may import whom, how large things are, and where time and chance enter.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '..');

interface SourceFile {
  path: string;
  text: string;
  /** Files of ours that it imports; `type` when only types are. */
  imports: { path: string; type: boolean }[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.tsx?$/.test(path) ? [path] : [];
  });
}

function read(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports: SourceFile['imports'] = [];
  const statement =
    /(?:^|\n)\s*(import|export)\s+(type\s)?([^;'"]*?)\s*from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g;
  for (const match of text.matchAll(statement)) {
    const target = match[4] ?? match[5] ?? '';
    const file = sourceOf(relative(ROOT, resolve(ROOT, dirname(path), target)));
    const names = (match[3] ?? '')
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const onlyTypes = names.length > 0 && names.every((name) => name.startsWith('type '));
    imports.push({ path: file, type: match[2] !== undefined || onlyTypes });
  }
  return { path, text, imports };
}

/** `x.js` is made from `x.ts` or `x.tsx`. */
function sourceOf(path: string): string {
  const page = path.replace(/\.js$/, '.tsx');
  return existsSync(join(ROOT, page)) ? page : path.replace(/\.js$/, '.ts');
}

const SOURCES = ['connector', 'console', 'endpoints', 'reports', 'sandbox'].flatMap(filesBelow).map(read);

/** The views, and what names services: a room below those that show them. */
const MART = ['reports/focus', 'reports/services', 'reports/sql'];

/** The room of a file: `connector/http`, `endpoints`, `connector/index.ts`. */
function room(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (MART.includes(`${top}/${second}`)) return 'mart';
  return top === 'connector' || top === 'console' ? `${top}/${second}` : top;
}

/** Imports go strictly downward, by the table in docs/ARCHITECTURE.md. A room may always import from itself. */
const ROOMS: Record<string, string> = {
  model: '',
  disk: '',
  network: 'model',
  http: 'model disk network',
  search: '',
  schemas: 'model disk search',
  plan: 'model',
  shape: 'model',
  destinations: 'model disk network',
  query: 'model destinations',
  stores: 'model destinations',
  schedule: 'model',
  mart: 'model',
  config: 'model disk network endpoints destinations stores schedule mart',
  read: 'model plan',
  state: 'model plan read shape',
  run: 'model plan read shape state',
  text: 'model plan schemas schedule state run',
  observe: 'model disk network config destinations state run text',
  app: 'model disk network http search schemas plan shape destinations stores schedule endpoints config read state run text observe query mart reports',
  worker: 'model destinations config run text app',
  interop: 'model plan shape destinations endpoints config state run text app',
  ui: '',
  contract: 'search reports',
  page: 'ui contract search reports',
  reports: 'model mart ui',
  server: 'model disk network http search schemas plan schedule endpoints config run text app contract',
  mcp: 'model schemas config app reports contract server',
  cli: 'model disk network http search schemas plan destinations schedule endpoints config state run text observe app worker interop sandbox query mart ui reports server mcp',
};

/** Rooms beside `connector/`. */
const BESIDE = ['endpoints', 'reports', 'sandbox'];

const MAY_IMPORT: Record<string, string[]> = {
  ...Object.fromEntries(
    Object.entries(ROOMS).map(([name, below]) => [roomNamed(name), below.split(' ').map(roomNamed)]),
  ),
  'connector/index.ts': [...Object.keys(ROOMS).map(roomNamed), 'endpoints'],
  endpoints: ['connector/model'],
  sandbox: [],
};

function roomNamed(name: string): string {
  if (['ui', 'contract', 'page', 'server', 'mcp'].includes(name)) return `console/${name}`;
  if (name === 'mart') return name;
  return BESIDE.includes(name) ? name : `connector/${name}`;
}

describe('layers', () => {
  test('every import goes downward', () => {
    const wrong = SOURCES.flatMap(({ path, imports }) => {
      const allowed = MAY_IMPORT[room(path)];
      if (!allowed) return [`${path}: its room has no place in the table of layers`];
      return imports
        .filter((target) => room(target.path) !== room(path) && !allowed.includes(room(target.path)))
        .map((target) => `${path} imports ${target.path}`);
    });
    expect(wrong).toEqual([]);
  });

  test('the scanner sees the imports that there are', () => {
    const client = SOURCES.find(({ path }) => path === 'connector/http/client.ts');
    expect(client?.imports.map(({ path }) => path)).toContain('connector/http/policies/retry.ts');
    expect(SOURCES.length).toBeGreaterThan(100);
  });

  test('what pages are made of runs in a browser: nothing of Node, no package but preact', () => {
    const shared = /^(console\/(ui|contract)|connector\/search)\//;
    const foreign = SOURCES.filter(({ path }) => shared.test(path)).flatMap(({ path, text }) =>
      [...text.matchAll(/from '([^.'][^']*)'/g)]
        .map(([, name]) => name)
        .filter((name) => name !== 'preact')
        .map((name) => `${path} imports ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  test('the agreement of page and server is types alone', () => {
    const code = SOURCES.filter(({ path }) => path.startsWith('console/contract/')).filter(({ text }) =>
      /^(export )?(const|let|function|class|enum)\b|^import (?!type)/m.test(text),
    );
    expect(code.map(({ path }) => path)).toEqual([]);
  });

  test('endpoints are data: no function bodies', () => {
    const withCode = SOURCES.filter(({ path }) => path.startsWith('endpoints/')).filter(({ text }) =>
      /\bfunction\b|=>/.test(text),
    );
    expect(withCode.map(({ path }) => path)).toEqual([]);
  });

  test('no circle of imports at run time', () => {
    const targets = new Map(
      SOURCES.map(({ path, imports }) => [
        path,
        imports.filter(({ type }) => !type).map((each) => each.path),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, above: string[]): void => {
      if (above.includes(path)) circles.push([...above.slice(above.indexOf(path)), path].join(' -> '));
      if (above.includes(path) || done.has(path)) return;
      for (const target of targets.get(path) ?? []) visit(target, [...above, path]);
      done.add(path);
    };
    for (const path of targets.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });
});

describe('sizes and habits', () => {
  test('files are at most 300 lines, data excepted', () => {
    const data = /^endpoints\/|^console\/ui\/texts\/|\.generated\.ts$/;
    const long = SOURCES.filter(({ path }) => !data.test(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 301);
    expect(long).toEqual([]);
  });

  test('folders are shallow and not crowded', () => {
    const catalogues = ['connector/model', 'connector/cli/actions', 'connector/cli/commands'];
    const folders = new Map<string, number>();
    for (const { path } of SOURCES) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
    const crowded = [...folders].filter(([folder, count]) => count > 20 && !catalogues.includes(folder));
    expect(crowded).toEqual([]);
    expect(SOURCES.filter(({ path }) => path.split('/').length > 4).map(({ path }) => path)).toEqual([]);
  });

  test('no file is a drawer for odds and ends', () => {
    const drawers = /^(utils?|helpers?|manager|base|common|misc)\b/;
    expect(SOURCES.map(({ path }) => basename(path)).filter((name) => drawers.test(name))).toEqual([]);
  });

  test('each file opens with what it is for', () => {
    const silent = SOURCES.filter(({ text }) => !/^(#!.*\n)?(\/\/|\/\*\*)/.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('no any, and no type check is switched off', () => {
    const loose = SOURCES.filter(({ text }) =>
      /:\s*any\b|<any>|\bas any\b|@ts-(ignore|expect-error|nocheck)/.test(text),
    );
    expect(loose.map(({ path }) => path)).toEqual([]);
  });

  test('files are made and written by connector/disk alone', () => {
    const makers =
      /^(appendFile|chmod|copyFile|cp|createWriteStream|fchmod|link|mkdir|mkdtemp|rename|symlink|truncate|write|writeFile|writev)(Sync)?$/;
    const wrong = SOURCES.filter(
      ({ path }) => /^(connector|reports)\//.test(path) && !path.startsWith('connector/disk/'),
    ).flatMap(({ path, text }) => {
      const named = [...text.matchAll(/import \{([^}]*)\} from 'node:fs(?:\/promises)?'/g)].flatMap(
        ([, names = '']) => names.split(',').map((name) => name.trim().split(' as ')[0] ?? ''),
      );
      const whole = /import (?!\{)[^;]* from 'node:fs|import\('node:fs/.test(text) ? ['all of node:fs'] : [];
      const opened = named.some((name) => /^open(Sync)?$/.test(name))
        ? text
            .split('\n')
            .filter((line) => /(?<![.\w])open(Sync)?\((?!\w+: )/.test(line) && !line.includes("'r'"))
        : [];
      return [...named.filter((name) => makers.test(name)), ...whole, ...opened].map(
        (what) => `${path}: ${what}`,
      );
    });
    // Empties a report that its folder does not give up.
    expect(wrong.filter((each) => each !== 'connector/cli/report-file.ts: truncateSync')).toEqual([]);
    expect(SOURCES.filter(({ text }) => /from '(\.\.\/)+disk\//.test(text)).length).toBeGreaterThan(8);
  });

  test('time and chance enter by the clock', () => {
    const allowed = [
      'connector/model/clock.ts',
      // The time-out of one attempt, and what a person looks at.
      'connector/network/transport.ts',
      'connector/cli/live-progress.ts',
    ];
    const wild = SOURCES.filter(
      ({ path }) => path.startsWith('connector/') && !allowed.includes(path),
    ).filter(({ text }) => /\bDate\.now\(|\bMath\.random\(|\bset(Timeout|Interval)\(/.test(text));
    expect(wild.map(({ path }) => path)).toEqual([]);
  });
});
