// A load from a plan, and from that plan after it went through JSON: the same tables and the same report.
import { afterEach, expect, test } from '@jest/globals';
import { type ConfiguredSource, connectSource } from '../../connector/app/open.js';
import { declaredPlan } from '../../connector/app/plan/steps.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import type { Plan } from '../../connector/model/plan.js';
import type { RunReport } from '../../connector/model/report.js';
import { isLong } from '../extent.js';
import { runOf } from '../run/run-plan.js';
import { type Setting, SOME_PRESETS, setUp } from './sandbox-config.js';

let setting: Setting | undefined;

afterEach(async () => {
  await setting?.close();
  setting = undefined;
});

/** Two loads one after another: the second one uses the state of the first. */
async function load(source: ConfiguredSource, change: (plan: Plan) => Plan) {
  const destination = new MemoryDestination();
  const reports: RunReport[] = [];
  for (const _ of [1, 2]) {
    const connection = connectSource(source);
    try {
      reports.push(
        await runOf({
          plan: change(await declaredPlan(source, connection.client)),
          client: connection.client,
          destination,
          clock: source.clock,
          scrub: connection.scrub,
          concurrency: 4,
          strategies: { strategy: 'auto', batchSize: 50 },
        }),
      );
    } finally {
      await connection.close();
    }
  }
  const session = await destination.open();
  const tables = (await session.tables()).map(({ table }) => table).sort();
  await session.close();
  const data = tables.filter((table) => !table.startsWith('_ovh_'));
  const rows = data.map((table) => [table, destination.rows(table).map(withoutTimes).sort()]);
  const known = destination.rows('_ovh_known').map(({ source: name, item }) => `${name} ${item}`);
  return { rows, known: known.sort(), reports: reports.map((report) => comparable(report, source.plan)) };
}

const VARYING = ['_run_id', '_loaded_at', '_snapshot_at'];

function withoutTimes(row: Record<string, unknown>): string {
  const kept = Object.entries(row).filter(([name]) => !VARYING.includes(name));
  return JSON.stringify(kept, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

/** The time of a snapshot is part of what its digest is made of. */
function comparable({ outcome, reasons, sources, warnings, drift }: RunReport, { nodes }: Plan) {
  const snapshots = new Set(nodes.filter(({ table }) => table.snapshot).map(({ name }) => name));
  const counts = sources.map(({ calls: _, notLoaded, digests, ...source }) => ({
    ...source,
    digests: snapshots.has(source.name) ? undefined : digests,
    notLoaded: notLoaded.map(({ queryId: __, ...entry }) => entry).sort((a, b) => (a.id < b.id ? -1 : 1)),
  }));
  return { outcome, reasons, sources: counts, warnings, drift };
}

const presets = isLong ? undefined : SOME_PRESETS;

test(`${presets ? 'several presets' : 'every preset'}, with what cannot be read, known items and child tables`, async () => {
  setting = await setUp({ seed: 'plain', bills: 40, edges: true }, presets);
  const source = setting.source();
  const one = await load(source, (plan) => plan);
  const other = await load(source, (plan) => JSON.parse(JSON.stringify(plan)) as Plan);
  expect(one.rows.length).toBeGreaterThan(10);
  expect(one.known.length).toBeGreaterThan(40);
  expect(other.rows).toEqual(one.rows);
  expect(other.known).toEqual(one.known);
  expect(other.reports).toEqual(one.reports);
}, 300_000);
