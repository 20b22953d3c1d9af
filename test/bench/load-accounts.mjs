// A process of its own for one load of many accounts. The job comes as a message.
import { tidyOften } from '../../dist/connector/cli/process.js';
import { loadSources, openSources } from '../../dist/connector/index.js';

// As the command does.
tidyOften();

process.once('message', async ({ accounts, concurrency, database, folder, callsPerSecond }) => {
  const sources = openSources(
    {
      connections: accounts.map(({ url, keys }, number) => ({
        name: `customer_${number}`,
        // Of hundreds of made-up accounts two may have the same name.
        account: `nic${number}-ovh`,
        region: 'eu',
        baseUrl: url,
        auth: keys,
      })),
      // Documents are those of a host, and each of these accounts has a host of its own.
      schemas: { use: 'never' },
      budget: { callsPerSecond },
      destination: { type: 'sqlite', path: database },
      endpoints: [{ preset: 'bills' }],
    },
    { env: {}, cwd: folder, home: folder },
  );
  const before = process.cpuUsage();
  const begun = performance.now();
  const { connections, calls, rows } = await loadSources(sources, { concurrency });
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(before);
  process.send?.({
    complete: connections.filter(({ outcome }) => outcome === 'complete').length,
    reasons: connections.flatMap(({ reasons }) => reasons).slice(0, 3),
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    calls,
    rows,
  });
  process.disconnect?.();
});
