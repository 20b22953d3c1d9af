// The samples of the docs: programs compile against the package, configurations are valid, commands exist.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { makeProgram } from '../connector/cli/program.js';
import { readConfigs } from '../connector/config/read-configs.js';
import { readSpendBudgets } from '../connector/config/spend-budgets.js';
import { PRESETS } from '../endpoints/presets.js';
import { machine } from './config/fixtures.js';
import { makeCertificate } from './sandbox/certificate.js';

const ROOT = resolve(import.meta.dirname, '..');
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'examples/README.md'],
  ...['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

interface Sample {
  /** `docs/tables.md:41` */
  place: string;
  text: string;
}

/** Fenced blocks of a language, in every page. */
function samplesIn(...languages: string[]): Sample[] {
  return PAGES.flatMap((page) => {
    const markdown = readFileSync(join(ROOT, page), 'utf8');
    return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
      .filter(([, language = '']) => languages.includes(language))
      .map(({ index, 2: text = '' }) => ({
        place: `${page}:${markdown.slice(0, index).split('\n').length}`,
        text,
      }));
  });
}

const byPlace = (samples: Sample[]) => samples.map(({ place, text }) => [place, text] as const);

test('programs compile against the types of the package', () => {
  const programs = samplesIn('ts');
  expect(programs.length).toBeGreaterThan(3);
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-samples-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
      paths: { 'source-ovhcloud': [join(ROOT, 'dist/connector/index.d.ts')] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    for (const { place, text } of programs) {
      writeFileSync(join(folder, `${place.replace(/\W/g, '_')}.ts`), text);
    }
    // The one error shows that the compiler sees the types.
    writeFileSync(
      join(folder, 'wrong.ts'),
      "import { loadSource } from 'source-ovhcloud';\nloadSource(1);\n",
    );
    const errors = typeErrors(folder)
      .split('\n')
      .filter((line) => line.includes('): error TS'));
    expect(errors).toEqual([expect.stringMatching(/^wrong\.ts\(2,12\): error TS2345/)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test.each(byPlace(samplesIn('js', 'mjs')))('JavaScript can be parsed: %s', (_, text) => {
  // A fragment may be the inside of a function or of an object.
  const forms = [text, `async () => {\n${text}\n}`, `({\n${text}\n})`];
  expect(forms.some(isModule)).toBe(true);
});

function isModule(text: string): boolean {
  const check = ['--check', '--input-type=module', '-'];
  return spawnSync(process.execPath, check, { input: text }).status === 0;
}

function typeErrors(folder: string): string {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  try {
    return execFileSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8', cwd: folder });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** The list of connections that the page about several accounts shows. */
const [, LIST = ''] =
  /```text\n(name,.*?)```/s.exec(readFileSync(resolve(ROOT, 'docs/accounts.md'), 'utf8')) ?? [];

const PRINTED = 'name,region,applicationKey,applicationSecret,consumerKey\nacme,eu,ak,as,ck\n';

const CONF = `[customer-acme]
endpoint=ovh-eu
application_key=ak
application_secret=as
consumer_key=ck
`;

describe('configurations are valid', () => {
  const keys = (prefix: string) => ({
    [`${prefix}OVH_APPLICATION_KEY`]: 'ak',
    [`${prefix}OVH_APPLICATION_SECRET`]: 'as',
    [`${prefix}OVH_CONSUMER_KEY`]: 'ck',
  });
  const env = {
    ...keys(''),
    ...keys('PARENT_'),
    ...keys('CHILD_'),
    ...keys('INITECH_'),
    APP_KEY: 'ak',
    APP_SECRET: 'as',
    ACME_CONSUMER_KEY: 'ck-of-acme',
    CHILD_ID: 'id',
    CHILD_SECRET: 'secret',
    PGPASSWORD: 'secret',
    NOTIFY_URL: 'https://hooks.example/1',
    NOTIFY_SECRET: 'long-enough-secret',
    DATABASE_URL: 'postgres://127.0.0.1/ovh',
    QUEUE_URL: 'postgres://127.0.0.1/jobs',
  };

  const { cert } = makeCertificate();

  test.each(byPlace(samplesIn('yaml')))('%s', (_, text) => {
    const files = {
      '/project/source.yaml': whole(text),
      '/project/company.pem': cert,
      '/project/accounts.csv': LIST,
      '/project/customers.conf': CONF,
      '/run/secrets/globex': 'ck-of-globex\n',
      '/run/secrets/consumer-key': 'ck\n',
    };
    const environment = { ...machine(files, env), commandOutput: () => PRINTED };
    if (/^budgets:/m.test(text)) {
      expect(
        readSpendBudgets('source.yaml', machine({ '/project/source.yaml': text }, env)).budgets.length,
      ).toBeGreaterThan(0);
      return;
    }
    expect(() => readConfigs('source.yaml', environment, { presets: PRESETS })).not.toThrow();
  });

  /** A fragment, and everything else that a configuration needs. */
  function whole(text: string): string {
    const value: unknown = parse(text);
    if (Array.isArray(value)) return `region: eu\nendpoints:\n${text}`;
    const has = (key: string) => typeof value === 'object' && value !== null && key in value;
    const one = /^ +connections: \[parent\]/m.test(text)
      ? 'connections:\n  - { name: parent, region: eu }\n'
      : 'region: eu\n';
    return [
      has('region') || has('connections') || has('connectionsFrom') ? '' : one,
      has('endpoints') ? '' : 'endpoints:\n  - preset: bills\n  - preset: debts\n  - preset: services\n',
      text,
    ].join('');
  }
});

describe('commands exist, with their options', () => {
  const lines = samplesIn('sh').flatMap(({ place, text }) =>
    text
      .replace(/\\\n/g, ' ')
      .split('\n')
      .map((line) => line.replace(/\s+#.*/, ''))
      .filter((line) => /^(npx )?source-ovhcloud /.test(line))
      .map(
        (line) => [`${place}: ${line}`, line.replace(/^(npx )?source-ovhcloud /, '').split(/\s+/)] as const,
      ),
  );

  test('there are many', () => expect(lines.length).toBeGreaterThan(30));

  test.each(lines)('%s', (_, words) => {
    let command = makeProgram();
    const rest = [...words];
    for (;;) {
      const found = command.commands.find((each) => each.name() === rest[0]);
      if (!found) break;
      command = found;
      rest.shift();
    }
    expect(command.parent).not.toBeNull();
    const options = rest.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0]);
    const known = command.options.flatMap(({ long, short }) => [long, short]);
    expect(options.filter((option) => !known.includes(option))).toEqual([]);
  });
});

test.each(byPlace(samplesIn('json')))('JSON can be parsed: %s', (_, text) => {
  expect(() => JSON.parse(text)).not.toThrow();
});
