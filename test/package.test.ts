// The package as `npm pack` makes it, unpacked in an empty project beside its declared dependencies alone.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isLong } from './extent.js';
import { MANIFEST, type PackedProject, packedProject, ROOT } from './packed-project.js';

let project: PackedProject;
const inPackage = (path: string) => project.inPackage(path);

beforeAll(() => {
  project = packedProject();
}, 60_000);

afterAll(() => project.remove());

const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: project.folder, encoding: 'utf8', stdio: 'pipe' });

describe('the package', () => {
  test('has what users need, and nothing of the workshop', () => {
    const wanted = ['LICENSE', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/README.md', 'docs/demo.svg'];
    const { files } = project;
    expect(files).toEqual(expect.arrayContaining([...wanted, 'examples/billing/source.yaml']));
    expect(files).toContain('dist/console/page/index.html');
    const unwanted = files.filter((path) =>
      /\.test\.|^test\/|(?<!\.d)\.ts$|node_modules|(?<!^dist\/.*)\.mjs$|\.map$/.test(path),
    );
    expect(unwanted.filter((path) => !path.startsWith('examples/'))).toEqual([]);
    expect(files.filter((path) => path.startsWith('examples/') && path.includes('.test.'))).toEqual([]);
  });

  test('names every file that its manifest leads to', () => {
    const { main, types, bin } = MANIFEST;
    const entries = Object.values(MANIFEST.exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry as Record<string, string>),
    );
    const named = [main, types, ...Object.values(bin as Record<string, string>), ...entries];
    expect(named.filter((path) => !existsSync(inPackage(path)))).toEqual([]);
  });

  test('says who may use it, and for what', () => {
    expect(MANIFEST).toMatchObject({
      license: 'Apache-2.0',
      description: expect.stringContaining('OVHcloud'),
      keywords: expect.arrayContaining(['ovhcloud']),
      author: expect.any(String),
    });
    expect(MANIFEST).not.toHaveProperty('repository');
    expect(readFileSync(inPackage('LICENSE'), 'utf8')).toMatch(/Apache License\s+Version 2\.0/);
  });

  test('runs: the demo, with the declared dependencies alone', () => {
    const output = node(inPackage('dist/connector/cli/main.js'), 'demo', '--months', '2', '--to', 'demo.db');
    expect(output).toMatch(/^Complete: /m);
    expect(readdirSync(project.folder)).toContain('demo.db');
  });

  test('reads and renders the report of the demo', () => {
    project.write(
      'report.mjs',
      `import * as ovh from 'source-ovhcloud';
      const source = ovh.openWithoutKeys({ region: 'eu', destination: { type: 'sqlite', path: 'demo.db' }, endpoints: [{ preset: 'bills' }] });
      const data = await ovh.readReport(source);
      const [html, xlsx, csv, markdown] = await Promise.all(
        [ovh.renderReport, ovh.renderReportXlsx, ovh.renderReportCsv, ovh.renderReportMarkdown].map((render) => render(data)),
      );
      console.log(data.month, /^<!doctype html>/i.test(html), xlsx.length > 5000, csv.has('load.csv'), markdown.startsWith('# '));`,
    );
    expect(node('report.mjs')).toMatch(/^\d{4}-\d\d true true true true\n$/);
  });

  test('can be imported, and refuses what it does not export', () => {
    const program = "import { version } from 'source-ovhcloud'; console.log(version());";
    expect(node('--input-type=module', '-e', program).trim()).toBe(MANIFEST.version);
    const inside = "await import('source-ovhcloud/dist/connector/http/client.js')";
    expect(() => node('--input-type=module', '-e', inside)).toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });
});

describe('in CommonJS', () => {
  const ENTRIES = Object.keys(MANIFEST.exports)
    .filter((name) => name !== './package.json')
    .map((name) => name.replace('.', 'source-ovhcloud'));

  // Loading the package takes half a second: each process takes all entries.
  test('require() works, without a word', () => {
    project.write(
      'old.cjs',
      `for (const entry of ${JSON.stringify(ENTRIES)}) console.log(entry, Object.keys(require(entry)).length > 1)`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, ['old.cjs'], {
      cwd: project.folder,
      encoding: 'utf8',
    });
    expect([stdout, stderr]).toEqual([ENTRIES.map((entry) => `${entry} true\n`).join(''), '']);
  });

  test('where Node cannot, require() says what to write', () => {
    project.write(
      'old.cjs',
      `(async () => {
        for (const entry of ${JSON.stringify(ENTRIES)}) {
          try {
            require(entry);
          } catch (error) {
            console.log(entry, error.message.replaceAll('\\n', ' '));
          }
          console.log(entry, Object.keys(await import(entry)).length > 1);
        }
      })()`,
    );
    const lines = node('--no-experimental-require-module', 'old.cjs').trim().split('\n');
    expect(lines).toHaveLength(2 * ENTRIES.length);
    for (const [index, entry] of ENTRIES.entries()) {
      expect(lines[2 * index]).toMatch(
        /source-ovhcloud is an ES module.*const \{ openSource \} = await import\('source-ovhcloud'\).*Node 20\.19/,
      );
      expect(lines[2 * index + 1]).toBe(`${entry} true`);
    }
  });
});

describe('in TypeScript', () => {
  const PROGRAM = `import { ConfigError, type Destination, loadSource, openSource, type ReportData, readReport, renderReport, type RunReport } from 'source-ovhcloud';
import { rowSink } from 'source-ovhcloud/destination-kit';
import { destinationContract } from 'source-ovhcloud/destination-kit/testing';

const source = openSource({ region: 'eu', endpoints: [{ preset: 'bills' }] });
export const report: Promise<RunReport> = loadSource(source);
export const sink: Destination = rowSink('mine', async () => undefined, { location: 'here' });
export const page = async (month: string): Promise<string> => {
  const data: ReportData = await readReport(source, { month });
  return renderReport(data, { theme: 'dark' });
};
export { ConfigError, destinationContract };
`;
  /** Each with a mistake in its last line. */
  const MISTAKES = [
    "  region: 'ue', endpoints: [] });",
    "  regoin: 'eu', endpoints: [] });",
    "  endpoints: [{ preset: 'bils' }] });",
    "  endpoints: [{ preset: 'bills', onyl: ['bills'] }] });",
    "  endpoints: [{ name: 'a' }] });",
    "  endpoints: [{ name: 'a', path: '/me', read: { strategy: 'fast' } }] });",
    "  destination: { type: 'sqlit' }, endpoints: [] });",
    "  destination: { type: 'sqlite', compression: 'zstd' }, endpoints: [] });",
    "  budget: { callsPerSecond: '18' }, endpoints: [] });",
  ];
  const WITH_TYPES = "import { type ConfigInput, defineConfig } from 'source-ovhcloud';\n";
  const examples = readdirSync(join(ROOT, 'examples'))
    .map((name) => join(ROOT, 'examples', name, 'source.yaml'))
    .filter((file) => existsSync(file))
    .map((file) => `defineConfig(${JSON.stringify(parse(readFileSync(file, 'utf8')))});`);
  const FILES = {
    'program.ts': PROGRAM,
    'wrong.ts': PROGRAM.replace('Promise<RunReport>', 'Promise<string>'),
    'old.cts': "import ovh = require('source-ovhcloud');\nexport const version: string = ovh.version();\n",
    'examples.ts': `${WITH_TYPES}${examples.join('\n')}\nexport const config: ConfigInput = { region: 'ca', endpoints: [] };`,
    'mistakes.ts': `${WITH_TYPES}${MISTAKES.map((line) => `defineConfig({\n${line}`).join('\n')}`,
  };

  test.each([
    ['the language alone', ['es2023']],
    ...(isLong ? [['the types of browsers', ['es2023', 'dom']] as const] : []),
  ])(
    'the types compile without those of Node, with %s; a mistake is found',
    (_, lib) => {
      for (const [name, text] of Object.entries(FILES)) project.write(name, text);
      const compilerOptions = {
        ...{ target: 'es2022', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: false },
        ...{ types: [], lib },
      };
      project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: Object.keys(FILES) }));
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
      const { stdout } = spawnSync(process.execPath, [compiler, '-p', '.'], {
        cwd: project.folder,
        encoding: 'utf8',
      });
      const places = stdout
        .split('\n')
        .flatMap((line) => /^(\w+\.c?ts)\((\d+)/.exec(line)?.slice(1).join(':') ?? []);
      expect(places).toEqual([
        ...MISTAKES.map((_each, index) => `mistakes.ts:${3 + 2 * index}`),
        'wrong.ts:6',
      ]);
      expect(examples.length).toBeGreaterThan(4);
    },
    60_000,
  );
});
