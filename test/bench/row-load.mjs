// A process of its own for one load into any destination, from the start of Node to the end. The job comes as a message.
import { tidyOften } from '../../dist/connector/cli/process.js';
import { loadSource, openSource } from '../../dist/connector/index.js';

tidyOften();

process.once('message', async ({ url, token, destination, endpoints, folder, options }) => {
  const source = openSource(
    {
      region: 'eu',
      baseUrl: url,
      auth: { token },
      budget: { callsPerSecond: 1000 },
      destination,
      endpoints,
    },
    { env: {}, cwd: folder, home: folder },
  );
  const begun = performance.now();
  const report = await loadSource(source, options);
  const { user, system } = process.cpuUsage();
  process.send?.({
    outcome: report.outcome,
    reasons: report.reasons,
    calls: report.calls.calls,
    rows: report.sources.reduce((sum, { rows }) => sum + rows, 0),
    known: report.sources.reduce((sum, { ledger }) => sum + ledger.known, 0),
    seconds: (performance.now() - begun) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  });
  process.disconnect?.();
});
