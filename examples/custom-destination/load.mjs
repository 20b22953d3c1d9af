// Loads into a destination of one's own, and reads from it what it has.
import { createDestination, loadSource, openSource } from 'source-ovhcloud';
import './register.mjs';

const source = openSource({
  region: 'eu',
  baseUrl: process.env.OVH_BASE_URL,
  destination: { type: 'journal', path: process.argv[2] ?? 'ovh.journal' },
  endpoints: [
    { name: 'service_ids', path: '/services', table: false, read: { item: 'serviceId' } },
    { name: 'services', path: '/services/{serviceId}', sync: { mode: 'known' } },
  ],
});

const report = await loadSource(source);
for (const { name, ledger } of report.sources) console.log(`${name}: ${ledger.loaded} of ${ledger.listed}`);
process.exitCode = report.outcome === 'complete' ? 0 : 3;

const session = await createDestination(source.config.destination).open({ readOnly: true });
for (const { table } of await session.tables()) {
  if (!table.startsWith('_ovh_')) console.log(`${table} has ${await session.count(table)} rows`);
}
await session.close();
