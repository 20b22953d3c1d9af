// The connections of a configuration for programs that start a load of each, and for people who look for a key.
import type { Pipeline } from '../../schedule/pipeline.js';
import type { SourceWithoutKeys } from '../open.js';

/** Holds no value of a key. */
export interface ListedConnection {
  name: string;
  region: string;
  /** As it is configured; null: the API says it. */
  account: string | null;
  labels: Record<string, string>;
  /** Each key of its credentials and where it is from, such as `ACME_OVH_CONSUMER_KEY`, `accounts.csv`, `~/.ovh.conf`; null: it is missing. `unset` is the variable that it is written as and that is not set, and where that is written. */
  keys: { name: string; from: string | null; unset?: { variable: string; where: string } }[];
  /** Pipelines of the schedule that load it. */
  pipelines: string[];
  /** Technical names of its source objects. */
  endpoints: string[];
}

export function connectionList(drafts: readonly SourceWithoutKeys[]): ListedConnection[] {
  return drafts.map(({ config }) => {
    const { connection = '', region, account, labels, keys, schedule, endpoints } = config;
    const names = endpoints.map(({ name }) => name);
    return {
      name: connection,
      region: region.name,
      account: account ?? null,
      labels: { ...labels },
      keys: keys.map(({ name, from, unset }) => ({ name, from: from ?? null, ...(unset && { unset }) })),
      pipelines: schedule.filter((each) => isIn(each, connection, names)).map(({ name }) => name),
      endpoints: names,
    };
  });
}

function isIn({ connections, only }: Pipeline, connection: string, endpoints: readonly string[]): boolean {
  if (connections && !connections.includes(connection)) return false;
  return !only || only.some((name) => endpoints.includes(name));
}
