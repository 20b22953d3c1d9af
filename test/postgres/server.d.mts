// What `server.mjs` gives; it is no TypeScript so that the benchmark can use it too.

export interface Server {
  port: number;
  /** Of the data, the sockets, and the certificate when it has one. */
  folder: string;
  /** Runs one statement as the superuser, as another program does. */
  sql<T extends unknown[] = unknown[]>(text: string, values?: unknown[]): Promise<T[]>;
  /** Of the superuser when no other is named. */
  url(user?: string): string;
  stop(): Promise<void>;
}

/**
 * `settings`: what the server is started with. `prepare`: works in its folder before it starts; `own` gives a file to
 * the server's user. Installs the server where there is none and that can be done; else fails and says how to.
 */
export function startServer(
  settings?: Record<string, string>,
  prepare?: (folder: string, own: (path: string) => void) => void,
): Promise<Server>;

/** The folder of `initdb` and `postgres`; undefined when there is none. */
export function serverPrograms(): string | undefined;
