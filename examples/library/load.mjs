// The same from a program: the configuration is an object, the report is a value.
import { defineConfig, loadSource, openSource } from 'source-ovhcloud';

const config = defineConfig({
  region: 'eu',
  baseUrl: process.env.OVH_BASE_URL,
  destination: { type: 'sqlite', path: process.argv[2] ?? 'ovh.db' },
  endpoints: [
    { name: 'service_ids', path: '/services', table: false, read: { item: 'serviceId' } },
    { name: 'services', path: '/services/{serviceId}' },
  ],
});

const report = await loadSource(openSource(config));
for (const { name, ledger } of report.sources) console.log(`${name}: ${ledger.loaded} of ${ledger.listed}`);
process.exitCode = report.outcome === 'complete' ? 0 : 3;
