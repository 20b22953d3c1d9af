// What docs/schedule.md and examples/service tell to run is run, or at least exists.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { makeProgram } from '../../connector/cli/program.js';
import * as library from '../../connector/index.js';
import { load } from '../config/fixtures.js';
import { type Place, placeWith } from './command.js';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/schedule.md'), 'utf8');
const example = (name: string) => readFileSync(join(ROOT, 'examples/service', name), 'utf8');
const blocks = (kind: string) =>
  [...PAGE.matchAll(new RegExp(`\`\`\`${kind}\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] ?? '');

/** Commands of a text, without their comments. */
const commandsIn = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+#.*/, ''))
    .filter((line) => line.startsWith('source-ovhcloud '));

/** What is wrong with the words after `source-ovhcloud`; each option must be there and have its value. */
function problems([name = '', ...args]: string[]): string[] {
  const command = makeProgram().commands.find((each) => each.name() === name);
  if (!command) return [`no command ${name}`];
  return args.flatMap((arg, index) => {
    if (!arg.startsWith('-')) return [];
    const option = command.options.find(({ long, short }) => [long, short].includes(arg));
    if (!option) return [`${name} has no ${arg}`];
    return option.required && (args[index + 1] ?? '-').startsWith('-') ? [`${arg} needs a value`] : [];
  });
}

const secondsAfter = (words: readonly string[], option: string) => Number(words[words.indexOf(option) + 1]);

describe('docs/schedule.md', () => {
  let place: Place;

  beforeAll(async () => {
    place = await placeWith({ bills: 2, lines: 1, edges: false });
    const schedule = 'schedule: { cron: "0 6 * * *" }\nbudget: { callsPerSecond: 1000 }';
    place.file('source.yaml', `region: eu\nbaseUrl: ${place.sandbox.url}\n${schedule}\n${parsedEndpoints()}`);
  });

  afterAll(async () => {
    await place.close();
  });

  const parsedEndpoints = () =>
    'endpoints:\n  - { name: bill_ids, path: /me/bill, read: { item: billId } }\n';
  const commands = commandsIn(blocks('sh').join('\n')).map((line) => line.split(' ').slice(1));

  test('has commands of each kind', () => {
    expect(new Set(commands.map(([name]) => name))).toEqual(new Set(['schedule', 'serve', 'load']));
  });

  test.each(commands.map((args) => [args.join(' '), args] as const))(
    'source-ovhcloud %s',
    async (_, args) => {
      const { child, ended } = place.start(...args);
      if (args[0] === 'serve') {
        await new Promise<void>((done) =>
          child.stdout?.on('data', (chunk) => /next run/.test(String(chunk)) && done()),
        );
        child.kill('SIGTERM');
      }
      const { code, stderr } = await ended;
      expect([code, stderr]).toEqual([0, '']);
    },
  );

  test('its configurations are read', () => {
    const [one = '', several = ''] = blocks('yaml');
    const rest = (text: string) =>
      `${text}region: eu\nauth: { token: t }\nendpoints:\n  - preset: bills\n  - { name: debts, path: /me/debtAccount/debt }\n  - { name: services, path: /services }\n`;
    expect(load(rest(one)).schedule).toHaveLength(1);
    const connections = 'connections:\n  - { name: parent, region: eu, auth: { token: t } }\n';
    const found = load(rest(several).replace('region: eu\nauth: { token: t }\n', connections)).schedule;
    expect(found.map(({ name, connections: of }) => [name, of])).toEqual([
      ['billing', undefined],
      ['parent_services', ['parent']],
    ]);
  });

  test('what its program imports and calls is there', () => {
    const [program = ''] = blocks('ts');
    const names =
      /import \{(.*?)\}/
        .exec(program)?.[1]
        ?.split(',')
        .map((name) => name.trim()) ?? [];
    const values = names.filter((name) => !name.startsWith('type '));
    expect(values).toEqual(['ScheduleService']);
    for (const name of [...values, 'upcomingRuns', 'pipelineStatuses', 'loadSource'])
      expect(library).toHaveProperty(name);
    const called = [...PAGE.matchAll(/service\.(\w+)\(/g)].map((match) => match[1] ?? '');
    expect(called.length).toBeGreaterThan(3);
    for (const name of called) expect(library.ScheduleService.prototype).toHaveProperty(name);
  });
});

describe('examples/service', () => {
  test('systemd: the command is right, and has time to end', () => {
    const unit = new Map(
      example('source-ovhcloud.service')
        .split('\n')
        .filter((line) => /^[A-Z]\w+=/.test(line))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const words = (unit.get('ExecStart') ?? '').split(' ');
    expect(words[0]).toMatch(/\/source-ovhcloud$/);
    expect(problems(words.slice(1))).toEqual([]);
    expect(words[1]).toBe('serve');
    expect(Number(unit.get('TimeoutStopSec'))).toBeGreaterThan(secondsAfter(words, '--grace'));
    expect(unit.get('ExecReload')).toBe('/bin/kill -HUP $MAINPID');
    expect(unit.get('RestartPreventExitStatus')).toBe('2');
  });

  test('Docker: what it runs is in the package, and right', () => {
    const text = example('Dockerfile');
    const list = (key: string) =>
      JSON.parse(new RegExp(`^${key} (\\[.*\\])$`, 'm').exec(text)?.[1] ?? '') as string[];
    const [, main = ''] = list('ENTRYPOINT');
    const { bin, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(main).toBe(`/app/node_modules/source-ovhcloud/${bin['source-ovhcloud']}`);
    // What object storage needs, and nothing of the workshop.
    const needed = Object.keys(peerDependencies).filter((name) => name.startsWith('@aws-sdk/'));
    expect(needed).toHaveLength(2);
    for (const name of needed) expect(text).toContain(` ${name}@`);
    expect(text).toContain('npm install --omit=dev /tmp/source-ovhcloud-*.tgz');
    const [, final = ''] = text.split(/^FROM .*slim$/m);
    expect(final.match(/^COPY .*/gm)).toEqual(['COPY --from=build /app/node_modules /app/node_modules']);
    const ignored = example('Dockerfile.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['node_modules', '.git', '.env', 'ovh.conf', '*.db']));
    expect(problems(list('CMD'))).toEqual([]);
    const stop = Number(/--stop-timeout (\d+)/.exec(text)?.[1]);
    expect(stop).toBeGreaterThan(secondsAfter(list('CMD'), '--grace'));
  });

  test('Kubernetes: YAML, with commands that are right and time to end', () => {
    const documents = parseAllDocuments(example('kubernetes.yaml'));
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    const [job, deployment] = documents.map((document) => document.toJS());
    expect([job.kind, deployment.kind]).toEqual(['CronJob', 'Deployment']);
    expect(job.spec).toMatchObject({ concurrencyPolicy: 'Forbid', timeZone: 'Europe/Paris' });
    for (const { spec } of [job.spec.jobTemplate.spec.template, deployment.spec.template]) {
      const [{ args }] = spec.containers;
      expect(problems(args)).toEqual([]);
      if (args[0] === 'serve')
        expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(secondsAfter(args, '--grace'));
      const mounted = spec.volumes.map(({ name }: { name: string }) => name);
      expect(spec.containers[0].volumeMounts.map(({ name }: { name: string }) => name)).toEqual(mounted);
    }
  });

  test('its configuration has a pipeline for each schedule that the text names', () => {
    const { schedule } = parse(example('source.yaml'));
    expect(schedule.map(({ name }: { name: string }) => name)).toEqual(['billing', 'services']);
  });

  test('crontab: the line runs', async () => {
    const place = await placeWith({ bills: 2, lines: 1, edges: false });
    try {
      mkdirSync(place.path('ovh'));
      writeFileSync(
        place.path('ovh/source.yaml'),
        `baseUrl: ${place.sandbox.url}\n${example('source.yaml')}`,
      );
      mkdirSync(place.path('bin'));
      const main = join(ROOT, 'dist/connector/cli/main.js');
      writeFileSync(
        place.path('bin/source-ovhcloud'),
        `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`,
        { mode: 0o755 },
      );
      const [line = ''] = example('crontab')
        .split('\n')
        .filter((each) => /^[\d*]/.test(each));
      const [, when = '', command = ''] = /^(\S+ \S+ \S+ \S+ \S+) +(.*)$/.exec(line) ?? [];
      expect(
        load(
          `schedule: { cron: "${when}" }\nregion: eu\nauth: { token: t }\nendpoints: [{ preset: bills }]\n`,
        ).schedule,
      ).toHaveLength(1);
      const env = { ...place.env, PATH: `${place.path('bin')}:${place.env.PATH}` };
      const output = await new Promise((done, failed) =>
        execFile('sh', ['-c', command], { env, cwd: place.folder }, (error, stdout, stderr) =>
          error ? failed(error) : done(stdout + stderr),
        ),
      );
      expect(output).toBe('');
      expect(JSON.parse(readFileSync(place.path('ovh/report.json'), 'utf8')).outcome).toBe('complete');
      expect(existsSync(place.path('ovh/ovh.db'))).toBe(true);
    } finally {
      await place.close();
    }
  });
});
