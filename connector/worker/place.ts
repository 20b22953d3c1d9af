// Where the queue of a configuration is: a schema of its own in a PostgreSQL database.
import type { ClientConfig } from 'pg';
import { byDestination } from '../app/by-destination.js';
import type { ConfigWithoutKeys } from '../config/config.js';
import { placeOf } from '../destinations/postgres/options.js';
import { ConfigError } from '../model/errors.js';

const NAME = /^[a-z_][a-z0-9_]{0,49}$/;
/** Schemas of others: of the server, of every user, of shared budgets. */
const RESERVED = /^(public|information_schema|source_ovhcloud|pg_.*)$/;

export interface QueuePlace {
  schema: string;
  /** For people, without the password. */
  location: string;
  /** Whose schema it is. */
  server: Pick<ClientConfig, 'host' | 'port' | 'database'>;
  /** How the driver reaches the server. Throws `DestinationError` for a certificate that cannot be read. */
  reach(): ClientConfig;
}

type Configured = Pick<ConfigWithoutKeys, 'queue' | 'destination' | 'locate'>;

/** Of connections that have one queue. Throws `ConfigError` where none is written and the destination is no place for it. */
export function queuePlaceOf(
  configs: readonly Configured[],
  env: NodeJS.ProcessEnv = process.env,
): QueuePlace {
  const [config] = configs;
  if (!config) throw new Error('a configuration without issues must have an account');
  const { queue, locate } = config;
  if (queue.url !== undefined) {
    try {
      const place = placeIn({ url: queue.url }, queue.schema ?? 'ovh_queue', env);
      requireFree(place, configs, env);
      return place;
    } catch (error) {
      if (!(error instanceof ConfigError) || error.issues.some(({ key }) => key === 'queue.schema'))
        throw error;
      throw new ConfigError(
        error.issues.map((issue) => ({ ...issue, where: locate('queue.url'), key: 'queue.url' })),
      );
    }
  }
  const { type, ...options } = config.destination;
  const refuse = (message: string) =>
    new ConfigError([{ code: 'config-missing', where: locate('queue'), key: 'queue', message }]);
  if (type !== 'postgres')
    throw refuse(
      `the destination is no PostgreSQL: write where the queue is, such as \`queue: { url: "\${QUEUE_URL}" }\``,
    );
  if (byDestination(configs.map((each) => ({ config: each }))).length > 1)
    throw refuse(
      'each connection has a destination of its own (`{connection}`): write where the queue of all is, such as `queue: { url: ... }`',
    );
  const schema = queue.schema ?? `${String(options.schema ?? 'ovh')}_queue`;
  if (!NAME.test(schema))
    throw refuse(
      `its schema would be "${schema}", which the queue cannot use (small letters, digits and "_", at most 50): write \`queue: { schema: NAME }\``,
    );
  const place = placeIn(options, schema, env);
  requireFree(place, configs, env);
  return place;
}

/** Throws `ConfigError` for a schema that something else has. */
function requireFree(place: QueuePlace, configs: readonly Configured[], env: NodeJS.ProcessEnv): void {
  const { schema } = place;
  const isOfTables = configs.some(({ destination: { type, ...options } }) => {
    if (type !== 'postgres') return false;
    const { client, schema: tables } = placeOf(options, env);
    const { host, port, database } = place.server;
    return schema === tables && host === client.host && port === client.port && database === client.database;
  });
  if (!isOfTables && !RESERVED.test(schema)) return;
  const owner = isOfTables ? 'the tables of the destination are in it' : 'it is not for a queue';
  const message = `"${schema}" cannot be the schema of the queue: ${owner}. Write another name, such as \`queue: { schema: ovh_queue }\``;
  const where = configs[0]?.locate('queue.schema') ?? 'queue';
  throw new ConfigError([{ code: 'config-conflict', where, key: 'queue.schema', message }]);
}

function placeIn(
  options: Record<string, string | number | boolean>,
  schema: string,
  env: NodeJS.ProcessEnv,
): QueuePlace {
  const { client, location, reach } = placeOf({ ...options, schema }, env);
  return {
    schema,
    location,
    server: { host: client.host, port: client.port, database: client.database },
    reach: () => reach('source-ovhcloud queue'),
  };
}
