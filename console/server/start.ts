// Starts the console: the guarded server and what it answers, until it is closed.

import { KeyRequests } from './access/key-requests.js';
import { makeConsole } from './console.js';
import type { Listening } from './listen.js';
import { listen } from './listen.js';
import { PageContent } from './page-files.js';
import { Loads, type OpenLog } from './runs/loads.js';
import { Workspace, type WorkspaceOptions } from './workspace.js';

export interface ConsoleOptions extends WorkspaceOptions {
  /** 0 picks a free one. */
  port: number;
  /** What the build of the page leaves. Default: that of the package. */
  pageFolder?: string;
  onFault: (error: unknown) => void;
  openLog?: OpenLog;
}

export interface RunningConsole extends Listening {
  /** Whether a load runs: closing stops it, and waits. */
  runs(): boolean;
}

/** Throws `ConfigError` where the port is taken. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const workspace = new Workspace(options);
  const page = new PageContent(options.pageFolder);
  const loads = new Loads(workspace, options.onFault, options.openLog);
  const keys = new KeyRequests(workspace);
  const app = makeConsole({ workspace, loads, keys, page, onFault: options.onFault });
  const listening = await listen(options.port, (request) => app.fetch(request));
  // What fails here is said to the page that asks for it.
  setImmediate(() => void workspace.warm().catch(() => undefined));
  return {
    ...listening,
    runs: () => loads.running().length > 0,
    close: async () => {
      // The page still sees how they end.
      await loads.close();
      keys.close();
      await listening.close();
      await workspace.close();
    },
  };
}
