// A process of its own for many sandboxes, each an account with a port of its own. How many, and their options, come as a message.
import { startSandbox } from '../../dist/sandbox/main.js';

process.once('message', async ({ count, ...options }) => {
  const started = [];
  for (let number = 0; number < count; number++) {
    const { url, keys } = await startSandbox({ ...options, seed: `account-${number}` });
    started.push({ url, keys });
  }
  process.send?.(started);
});
process.once('disconnect', () => process.exit());
