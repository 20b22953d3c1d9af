// A process of its own for one load, so that its memory and its CPU are nobody else's. The job comes as a message.
import { tidyOften } from '../../dist/connector/cli/process.js';
import { loadSource, openSource } from '../../dist/connector/index.js';

// As the command does.
tidyOften();

process.once('message', async (job) => {
  const source = openSource(
    {
      region: 'eu',
      baseUrl: job.url,
      auth: job.keys,
      strategy: job.strategy,
      budget: { callsPerSecond: job.callsPerSecond },
      destination: { type: 'sqlite', path: job.database },
      endpoints: [{ preset: 'bills' }],
    },
    { env: {}, cwd: job.folder, home: job.folder },
  );
  const before = process.cpuUsage();
  const begun = performance.now();
  const report = await loadSource(source);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(before);
  process.send?.({
    outcome: report.outcome,
    reasons: report.reasons,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    calls: report.calls.calls,
    rows: report.sources.reduce((sum, { rows }) => sum + rows, 0),
    listed: Object.fromEntries(report.sources.map(({ name, ledger }) => [name, ledger.listed])),
    refusedStrategies: report.refusedStrategies,
  });
  process.disconnect?.();
});
