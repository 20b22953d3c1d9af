// Lists below lists with objects that cannot be read: each listed id is loaded or named, and nothing of it is forgotten.
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadSource } from '../../connector/app/load.js';
import type { ConfiguredSource } from '../../connector/app/open.js';
import { partitionId } from '../../connector/model/record-id.js';
import { weakerProof } from '../../connector/model/report.js';
import { routeOf } from '../../connector/plan/path-template.js';
import type { SandboxOptions } from '../../sandbox/main.js';
import { extent, isLong } from '../extent.js';
import { type Setting, setUp } from './sandbox-config.js';
import { compareTables, readTruth } from './truth.js';

let setting: Setting | undefined;
afterEach(async () => {
  await setting?.close();
  setting = undefined;
});

/** Lists of ids at the root, and below one, two and three others. */
const PRESETS = ['bills', 'ips', 'private_cloud', 'telephony'];

/** The objects for which the truth has an error, as the ledger names them. */
async function notReadable(source: ConfiguredSource, url: string): Promise<string[]> {
  const { sources } = await readTruth(url, source);
  return source.plan.nodes.flatMap((node) => {
    const path = routeOf(node.path);
    const entries = sources[path]?.entries ?? [];
    return entries
      .filter(({ status }) => status !== 200)
      .map(({ params }) => `${node.name} ${partitionId(params)}`);
  });
}

/** The objects that the ledger names. */
function named(database: string, runId: string): string[] {
  const file = new Database(database, { readonly: true });
  try {
    const rows = file.prepare('select source, id from _ovh_ledger where run_id = ?').all(runId) as {
      source: string;
      id: string;
    }[];
    return rows.map(({ source, id }) => `${source} ${id}`);
  } finally {
    file.close();
  }
}

const WAYS: [string, Partial<SandboxOptions>][] = [
  ['batches of expanded lists', {}],
  ['expanded lists alone', { batch: 'ignored' }],
  ['totals that are too small', { batch: 'ignored', expanded: 'wrongTotal' }],
  ['batches that answer ids', { batchExpands: false }],
  ['batches alone', { expanded: 'ignored' }],
  ['batches of objects alone', { batch: 'lastOnly' }],
  ['no totals', { batch: 'ignored', expanded: 'noHeaders' }],
];

describe.each(WAYS.slice(0, extent(3, WAYS.length)))('%s', (_, options) => {
  // Many objects show early that totals leave them out; few do so when most lists have been read.
  const many = { unreadable: 9, expandedCountsFailed: true };
  const few = { unreadable: 120, expandedCountsFailed: false };
  const longer = isLong ? [{ ...few, unreadable: 9 }] : [];
  test.each([few, ...(isLong || options.batch === 'ignored' ? [many] : []), ...longer])(
    '%j',
    async (objects) => {
      setting = await setUp({ seed: 'proof', bills: extent(45, 90), edges: false, ...objects, ...options });
      const source = setting.source({ endpoints: PRESETS.map((preset) => ({ preset })) });
      const report = await loadSource(source);
      const lost = await notReadable(source, setting.sandbox.url);
      expect(lost.length).toBeGreaterThan(200 / objects.unreadable);
      expect(named(setting.database, report.runId).sort()).toEqual(lost.sort());
      expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual(
        [],
      );
      for (const { name, balanced } of report.sources)
        expect({ name, balanced }).toEqual({ name, balanced: true });
      for (const { name, path, proof } of report.sources)
        expect({ name, proof }).toEqual({ name, proof: path.endsWith('}') ? 'single' : 'ids' });

      // Once they can be read, they come, though nothing else of their parents is new.
      await fetch(`${setting.sandbox.url}/__sandbox/options`, { method: 'POST', body: '{"unreadable":0}' });
      await loadSource(source);
      expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual(
        [],
      );
    },
  );
});

describe('what completeness rests on', () => {
  test('a list of /v2 on its cursors, a bare list on its one reply', async () => {
    setting = await setUp({ seed: 'proof', bills: 5, edges: false });
    const endpoints = [{ preset: 'iam_resources' }, { preset: 'cloud_instances' }];
    const { sources } = await loadSource(setting.source({ endpoints }));
    const proofs = Object.fromEntries(sources.map(({ path, proof }) => [path, proof]));
    expect(proofs).toMatchObject({
      '/v2/iam/resource': 'cursor',
      '/cloud/project': 'ids',
      '/cloud/project/{serviceName}/instance': 'reply',
    });
  });

  test('of several lists on the weakest', () => {
    expect(weakerProof('ids', undefined)).toBe('ids');
    expect(weakerProof(undefined, undefined)).toBeUndefined();
    expect(weakerProof('pages', 'ids')).toBe('pages');
    expect(weakerProof('single', 'reply')).toBe('reply');
  });
});
