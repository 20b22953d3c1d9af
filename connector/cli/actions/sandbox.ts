// sandbox: runs a strict local stand-in for the OVHcloud API in this process.
import { OptionError, runSandbox } from '../../../sandbox/main.js';
import { ConfigError } from '../../model/errors.js';

export async function sandbox(options: Record<string, unknown>): Promise<void> {
  try {
    await runSandbox(options);
  } catch (error) {
    throw refusal(error, options.port);
  }
}

function refusal(error: unknown, port: unknown): unknown {
  if (error instanceof OptionError)
    return new ConfigError([{ code: 'option-value', where: 'sandbox', message: error.message }]);
  const { code } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    EADDRINUSE: 'is in use: name another, or 0 for a free one',
    EACCES: 'may not be used by this user: name one above 1023, or 0 for a free one',
    EADDRNOTAVAIL: 'cannot be listened on: this machine does not have the address of --host',
  };
  const message = code === undefined ? undefined : words[code];
  return message
    ? new ConfigError([{ code: 'port-unavailable', where: `--port ${String(port)}`, message }])
    : error;
}
