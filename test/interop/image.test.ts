// The image of Airbyte, as far as it can be held where no image is built: what it copies is there, what it starts runs, and what
// describes it agrees.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { MANIFEST, type PackedProject, packedProject, ROOT } from '../packed-project.js';
import { Receiver } from './airbyte-receiver.js';

const text = (name: string) => readFileSync(join(ROOT, 'airbyte', name), 'utf8');
const dockerfile = text('Dockerfile');
const last = (pattern: RegExp) => pattern.exec(dockerfile)?.[1] ?? '';
const ENTRYPOINT: string[] = JSON.parse(last(/^ENTRYPOINT (\[.*\])$/m));

let project: PackedProject;

beforeAll(() => {
  project = packedProject();
});
afterAll(() => project.remove());

test('its entry point is in the package, and speaks the protocol in an empty folder with the environment that it sets', () => {
  const [program, main = '', ...args] = ENTRYPOINT;
  expect([program, args]).toEqual(['node', ['airbyte']]);
  expect(main).toBe(`/app/node_modules/source-ovhcloud/${MANIFEST.bin['source-ovhcloud']}`);
  expect(last(/^ENV AIRBYTE_ENTRYPOINT="(.*)"$/m)).toBe(ENTRYPOINT.join(' '));
  const env = Object.fromEntries(
    [...dockerfile.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, name = '', value]) => [name, value]),
  );
  expect(env).toEqual({ NODE_ENV: 'production' });
  const inProject = main.replace('/app/', `${project.folder}/`);
  project.write('config.json', '{}');
  const run = (...more: string[]) =>
    spawnSync(process.execPath, [inProject, ...args, ...more], {
      cwd: project.folder,
      env,
      encoding: 'utf8',
    });
  const spec = run('spec');
  expect([spec.status, spec.stderr]).toEqual([0, '']);
  const check = run('check', '--config', 'config.json');
  expect([check.status, check.stderr]).toEqual([0, '']);
  const lines = [...spec.stdout.trim().split('\n'), ...check.stdout.trim().split('\n')];
  const { messages } = new Receiver([]).take(lines);
  expect(messages.map(({ type }) => type)).toEqual(['SPEC', 'CONNECTION_STATUS']);
});

test('the build has all that it needs of a clone, and nothing of who builds it', () => {
  const [all, ...kept] = text('Dockerfile.dockerignore').trim().split('\n');
  expect(all).toBe('*');
  const names = kept.map((line) => line.replace(/^!/, ''));
  expect(names.map((name) => [name, existsSync(join(ROOT, name))])).toEqual(
    names.map((name) => [name, true]),
  );
  const { include } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.build.json'), 'utf8'));
  const packed = MANIFEST.files.filter((name: string) => !/^!|^dist\b/.test(name));
  const compiled = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', ...include];
  expect(names.sort()).toEqual([...new Set([...compiled, ...packed])].sort());
  const copies = [...dockerfile.matchAll(/^COPY (.*)$/gm)].map(([, what]) => what);
  expect(copies).toEqual(['. .', '--from=build /app/node_modules /app/node_modules']);
});

test('version, name and Node are those of the package', () => {
  const { data } = parse(text('metadata.yaml'));
  const version = MANIFEST.version;
  expect([data.dockerImageTag, last(/^LABEL io\.airbyte\.version=(.*)$/m)]).toEqual([version, version]);
  expect(dockerfile).toContain(`-t source-ovhcloud:${version} `);
  expect([data.dockerRepository, last(/^LABEL io\.airbyte\.name=(.*)$/m)]).toEqual([
    MANIFEST.name,
    MANIFEST.name,
  ]);
  expect(text(data.icon)).toMatch(/^<svg /);
  expect(data.license).toBe(MANIFEST.license);
  expect(new Set(dockerfile.match(/^FROM node:\d+/gm))).toEqual(new Set(['FROM node:22']));
});
