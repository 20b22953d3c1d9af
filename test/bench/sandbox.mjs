// A process of its own for the sandbox: its options come with the first message, `cpu` asks for its CPU seconds.
import { startSandbox } from '../../dist/sandbox/main.js';

process.once('message', async (options) => {
  const { url, keys } = await startSandbox(options);
  process.send?.({ url, keys });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1e6);
  });
});
process.once('disconnect', () => process.exit());
