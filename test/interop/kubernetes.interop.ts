// Manifests of Kubernetes, by the schemas of its API.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
const MANIFESTS = ['kubernetes/indexed-job.yaml', 'service/kubernetes.yaml'];

interface Manifest {
  apiVersion: string;
  kind: string;
}

type Validate = ((manifest: unknown) => boolean) & { errors?: unknown };

function schemasFolder(): string {
  const packages = process.env.INTEROP_KUBERNETES_PACKAGES;
  if (packages === undefined) throw new Error('run it by `npm run test:interop`');
  return join(packages, 'node_modules/kubernetes-models/_schemas');
}

async function problemsOf(manifest: Manifest): Promise<unknown> {
  const [group = '', version = ''] = manifest.apiVersion.split('/');
  const capital = (word: string) => word[0]?.toUpperCase() + word.slice(1);
  const file = join(schemasFolder(), `IoK8sApi${capital(group)}${capital(version)}${manifest.kind}.js`);
  const { validate } = (await import(pathToFileURL(file).href)) as { validate: Validate };
  return validate(manifest) ? unknownKeys(manifest) : validate.errors;
}

/** The schemas take any key, which the server refuses or drops: each must be one of the API. */
function unknownKeys(manifest: Manifest): string[] {
  const files = readdirSync(schemasFolder()).filter((name) =>
    /^IoK8s(Api(Batch|Apps|Core)V1[A-Z]|Apimachinery).*\.js$/.test(name),
  );
  const text = files.map((name) => readFileSync(join(schemasFolder(), name), 'utf8')).join('\n');
  // Whose members are of no schema.
  const maps = ['labels', 'matchLabels'];
  const known = [...text.matchAll(/\bdata\w*\.([a-zA-Z]\w*)/g)].map(([, name]) => name);
  const names = new Set([...maps, ...known]);
  const keysOf = (value: unknown, path: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((each) => keysOf(each, path));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => [
      // Labels have names of the user's.
      ...(names.has(key) || /[lL]abels$/.test(path) ? [] : [`${path}.${key}`]),
      ...keysOf(inner, `${path}.${key}`),
    ]);
  };
  return keysOf(manifest, '');
}

const manifestsIn = (file: string) =>
  parseAllDocuments(readFileSync(join(EXAMPLES, file), 'utf8')).map((each) => each.toJS() as Manifest);

describe.each(MANIFESTS)('%s', (file) => {
  test('is one of the API', async () => {
    const manifests = manifestsIn(file);
    expect(manifests.length).toBeGreaterThan(0);
    for (const manifest of manifests) expect(await problemsOf(manifest)).toEqual([]);
  });
});

test('a wrong type, a wrong word and a key that is none are found', async () => {
  const text = readFileSync(join(EXAMPLES, MANIFESTS[0] ?? ''), 'utf8');
  const wrong = (from: string, to: string) => {
    expect(text).toContain(from);
    return problemsOf(parseAllDocuments(text.replace(from, to))[0]?.toJS() as Manifest);
  };
  expect(await wrong('values: [2]', 'values: ["2"]')).toMatchObject([{ keyword: 'type' }]);
  expect(await wrong('FailJob', 'FailJobs')).toMatchObject([{ keyword: 'enum' }]);
  expect(await wrong('backoffLimitPerIndex', 'backoffLimitPerIndx')).toEqual([
    '.spec.jobTemplate.spec.backoffLimitPerIndx',
  ]);
});
