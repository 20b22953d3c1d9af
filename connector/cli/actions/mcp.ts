// mcp: answers an assistant on standard input and output, until its input ends or a signal comes.
import { existsSync } from 'node:fs';
import { OpenRequests } from '../../../console/mcp/open-requests.js';
import { type McpSdk, makeMcpServer } from '../../../console/mcp/server.js';
import { Workspace } from '../../../console/server/workspace.js';
import { systemClock } from '../../model/clock.js';
import { ConfigError } from '../../model/errors.js';
import type { McpCommandOptions } from '../commands/mcp.js';
import { noteText } from '../output.js';
import { untilSignal } from '../process.js';
import { consoleSources } from './sources.js';

/** Throws `ConfigError` for a file that is not there, and where the SDK is not installed. */
export async function answer({ schemas, ...options }: McpCommandOptions): Promise<void> {
  const sources = consoleSources(options);
  if (sources.file !== undefined && !existsSync(sources.file)) {
    const message =
      'there is no such file: check its name, and give it with its folder, since an assistant starts the command anywhere';
    throw new ConfigError([{ code: 'config-unreadable', where: sources.file, message }]);
  }
  const workspace = new Workspace({
    ...sources,
    demo: false,
    clock: systemClock,
    ...(schemas !== undefined && { schemas }),
  });
  const onFault = (fault: unknown) =>
    noteText(`mcp failed: ${fault instanceof Error ? fault.stack : String(fault)}`);
  const [sdk, { StdioServerTransport }] = await importSdk();
  const server = makeMcpServer(sdk, { workspace, onFault });
  const transport = new StdioServerTransport();
  // The assistant closes our input, or sends a signal.
  const inputEnded = new Promise<void>((end) => process.stdin.once('end', end).once('close', end));
  try {
    await server.connect(transport);
    const requests = new OpenRequests(transport);
    await untilSignal((end) => void inputEnded.then(() => requests.answered()).then(end));
  } finally {
    await server.close();
    await workspace.close();
  }
}

type StdioSdk = typeof import('@modelcontextprotocol/sdk/server/stdio.js');

const importBoth = (): Promise<[McpSdk, StdioSdk]> =>
  Promise.all([
    import('@modelcontextprotocol/sdk/server/mcp.js'),
    import('@modelcontextprotocol/sdk/server/stdio.js'),
  ]);

/** Throws `ConfigError` where it is not installed. */
export async function importSdk(load = importBoth): Promise<[McpSdk, StdioSdk]> {
  return load().catch((error) => {
    if (!/MODULE_NOT_FOUND/.test(String(Object(error).code))) throw error;
    const message = 'needs a package more. Run `npm install @modelcontextprotocol/sdk`';
    throw new ConfigError([{ code: 'package-missing', where: 'mcp', message }]);
  });
}
