// The package as `npm pack` makes it, unpacked in an empty project beside its declared dependencies alone.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MANIFEST, type PackedProject, packedProject } from './packed-project.js';

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
    const unwanted = files.filter((path) =>
      /\.test\.|^test\/|(?<!\.d)\.ts$|node_modules|\.mjs$|\.map$/.test(path),
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
    const output = node(inPackage('dist/connector/cli/main.js'), 'demo', '--bills', '2', '--to', 'demo.db');
    expect(output).toMatch(/^Complete: /m);
    expect(readdirSync(project.folder)).toContain('demo.db');
  });

  test('can be imported, and refuses what it does not export', () => {
    const program = "import { version } from 'source-ovhcloud'; console.log(version());";
    expect(node('--input-type=module', '-e', program).trim()).toBe(MANIFEST.version);
    const inside = "await import('source-ovhcloud/dist/connector/http/client.js')";
    expect(() => node('--input-type=module', '-e', inside)).toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });
});
