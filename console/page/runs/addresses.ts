// Addresses of runs, their source objects, and what they left out.
const part = encodeURIComponent;

export const runAddress = (run: string): string => `/runs/${part(run)}`;

export const objectAddress = (run: string, object: string, reason?: string): string =>
  `${runAddress(run)}/${part(object)}${reason === undefined ? '' : `?reason=${part(reason)}`}`;

export const compareAddress = (run: string, other: string): string =>
  `${runAddress(run)}/compare/${part(other)}`;

export const ledgerAddress = (run: string, reason?: string): string =>
  `/ledger?${new URLSearchParams({ run, ...(reason !== undefined && { reason }) })}`;

/** A start with its options filled in. Lists are words with commas between them. */
export const startAddress = (options: Record<string, string | undefined> = {}): string =>
  withOptions('/runs/new', options);

export const resetAddress = (options: Record<string, string | undefined> = {}): string =>
  withOptions('/runs/reset', options);

function withOptions(path: string, options: Record<string, string | undefined>): string {
  const given = Object.entries(options).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
