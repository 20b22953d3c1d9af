// The schema of a whole configuration. The JSON Schema and the reference page are made from it.
import { z } from 'zod';
import { REGIONS } from '../../../endpoints/regions.js';
import { BUDGET_KEYS } from '../../model/budget.js';
import { DRIFT_POLICIES, METHODS, STRATEGIES } from '../../model/definition.js';
import { regionNames } from '../../model/region.js';
import { isProxy, PROXY_ALLOWED } from '../../network/settings.js';
import { isSharing, SHARING_ALLOWED } from '../../stores/budget-place.js';
import { ADDRESS_ALLOWED, isAddress, isOrigin, ORIGIN_ALLOWED } from './addresses.js';
import { connectionsFrom } from './connections-schema.js';
import { destinationSchema } from './destination-schema.js';
import { endpointSchema, pathText, technicalName } from './endpoint-schema.js';
import { amount, checkedText, count, flag, list, named, oneOf, part, rate, section, text } from './fields.js';
import { runLimitKeys } from './limit-schema.js';
import { martKeys } from './mart-schema.js';
import { observabilityKeys } from './observability-schema.js';
import { schemasVersion } from './option-schema.js';
import { queueKeys } from './queue-schema.js';
import { scheduleSchema } from './schedule-schema.js';

const KEY = 'a key: printable characters without spaces';
const key = () => text(/^[!-~]{1,4096}$/, KEY).optional();

/** A column of texts that connections have of their own: `customer`. */
export const LABEL_NAME = /^[a-z][a-z0-9_]{0,62}$/;

const authKeys = {
  applicationKey: key().describe('Application key. Also `OVH_APPLICATION_KEY`.'),
  applicationSecret: key().describe('Application secret. Also `OVH_APPLICATION_SECRET`.'),
  consumerKey: key().describe('Consumer key. Also `OVH_CONSUMER_KEY`.'),
  clientId: key().describe('Client id of an OAuth2 service account. Also `OVH_CLIENT_ID`.'),
  clientSecret: key().describe('Client secret of an OAuth2 service account. Also `OVH_CLIENT_SECRET`.'),
  token: key().describe('A bearer token, such as a personal access token. Also `OVH_ACCESS_TOKEN`.'),
};

/** Names of the keys of all forms of credentials. */
export const AUTH_KEYS: readonly string[] = Object.keys(authKeys);

const auth = section(authKeys, {
  title: 'Credentials',
  description:
    'One of three forms: the three keys; client id and secret; or a token. Keys that are not written here come from the environment, then from ovh.conf.',
});

const routeBudget = section(
  {
    method: oneOf(METHODS).optional().describe('HTTP method. Default: every method.'),
    path: pathText().describe('Path template; `*` stands for the rest, as in `/me/bill/*`.'),
    callsPerSecond: rate(1000, 'calls a second').optional().describe('Calls a second.'),
    callsPerMinute: rate(60_000, 'calls a minute').optional().describe('Instead: calls a minute.'),
  },
  { title: 'Budget of a route', description: 'The pace of one route.' },
).refine((route) => (route.callsPerSecond === undefined) !== (route.callsPerMinute === undefined), {
  error: 'either "callsPerSecond" or "callsPerMinute", not both',
  params: { rule: true },
});

const budget = section(
  {
    callsPerSecond: rate(1000, 'calls a second').default(18).describe('Calls a second of this account.'),
    reserve: part()
      .default(0)
      .describe('Part of all these paces that stays free for other programs on the account, such as `0.2`.'),
    learn: flag()
      .default(true)
      .describe('Whether the pace is halved when the API asks to slow down, and comes back slowly.'),
    shared: z
      .custom<boolean | string>(isSharing, { error: SHARING_ALLOWED })
      .default('machine')
      .meta({ type: ['boolean', 'string'] })
      .describe(
        'Which processes that use the same key share this budget: `machine`, those of this user on this machine; `true`, on all machines, by the PostgreSQL of the destination; an address `postgres://...` or `redis://...`, by that store; `false`, none.',
      ),
    per: oneOf(BUDGET_KEYS)
      .default('application')
      .describe(
        'The key that the API is taken to count calls by: `application`, all consumer keys of an application key share the pace; `consumer`, each has it for itself. OVHcloud does not say which.',
      ),
    routes: z
      .array(routeBudget, { error: 'a list of routes' })
      .default([])
      .describe('Slower paces for some routes.'),
  },
  { title: 'Budget', description: 'The pace of calls.' },
);

const http = section(
  {
    timeout: amount(1, 3600, 'seconds').default(180).describe('Seconds that one attempt may take.'),
    deadline: amount(1, 86_400, 'seconds')
      .default(900)
      .describe('Seconds that one call may take with all its attempts and waits.'),
    attempts: count(1, 100).default(8).describe('Attempts of one call.'),
    concurrency: count(1, 1000).default(20).describe('Calls in flight at the same time.'),
    maxReply: amount(1, 4096, 'MiB')
      .default(128)
      .describe('Most MiB of one reply after decompression. A larger one is not loaded, and named.'),
    proxy: checkedText(isProxy, PROXY_ALLOWED)
      .optional()
      .describe(
        'HTTP proxy for the API, tokens, webhooks and object storage: `http://proxy.example.com:3128`, user and password before the host. `none`: no proxy. Default: HTTPS_PROXY, else HTTP_PROXY; NO_PROXY names exceptions, and this machine is always one.',
      ),
    ca: text(/^[^\0]{1,4000}$/s, 'a file name')
      .optional()
      .describe(
        "PEM file with certificate authorities to trust beside Node's own, such as a company's; relative to the configuration's folder. Also NODE_EXTRA_CA_CERTS.",
      ),
  },
  { title: 'HTTP', description: 'Time-outs, attempts, proxy and certificates of calls (see network.md).' },
).refine((value) => value.deadline >= value.timeout, {
  error: 'a "deadline" that is not shorter than "timeout"',
  params: { rule: true },
});

const schemas = section(
  {
    use: z
      .enum(['auto', 'never'], { error: 'auto or never' })
      .default('auto')
      .describe("`auto`: the API's own documents give tables their types. `never`: the data alone does."),
    folder: text(/\S/, 'a folder')
      .optional()
      .describe('Folder with documents (`v1/*.json`, `v2/*.json`), in place of those of the API.'),
    maxAgeDays: amount(0, 3650, 'days')
      .default(7)
      .describe('Days after which a document of the cache is read from the API again.'),
  },
  { title: 'Schema documents', description: "The API's own documents: routes, types, rights." },
);

/** The keys of one account: at the top level, or in a connection. */
const account = {
  region: text(/\S/, `one of ${regionNames(REGIONS).join(', ')}`)
    .optional()
    .describe(
      `Region of the account: ${regionNames(REGIONS).join(', ')}. Also \`OVH_ENDPOINT\`, or ovh.conf.`,
    ),
  baseUrl: checkedText(isOrigin, ORIGIN_ALLOWED)
    .optional()
    .describe("Origin to call instead of the region's: a proxy, or a sandbox. http only on this machine."),
  tokenUrl: checkedText(isAddress, ADDRESS_ALLOWED)
    .optional()
    .describe("OAuth2 token address instead of the region's. http only on this machine."),
  account: text(/^[!-~]{1,100}$/, 'an account name such as ab12345-ovh')
    .optional()
    .describe('Account name for the `_account` column. Default: the API says it.'),
  profile: text(/^[^\s\]]{1,100}$/, 'the name of a profile, without spaces')
    .optional()
    .describe(
      'Profile of an ovh.conf that has the keys, `[profile:NAME]`; `default` stands for its plain sections. Also `--profile`, `OVH_PROFILE`, or `profile` in `[default]`.',
    ),
  auth: auth.optional(),
};

/** Names of the keys that each connection has for itself. */
export const ACCOUNT_KEYS: readonly string[] = Object.keys(account);

const labels = () =>
  named(
    text(LABEL_NAME, 'a name of a label: small letters, digits and "_", starting with a letter'),
    text(/^[^\0]{1,1000}$/s, 'a text'),
    'labels',
  )
    .optional()
    .describe(
      'Texts that say whose account it is, such as `{ customer: ACME }`: columns of `_ovh_connection`.',
    );

const { account: _account, ...commonKeys } = account;

const connectionDefaults = section(
  { ...commonKeys, budget: budget.optional().describe('Of connections without one.'), labels: labels() },
  {
    title: 'Defaults of connections',
    description:
      'What every connection has that does not write it itself. Keys of `auth` and `labels` are merged.',
  },
);

const connection = section(
  {
    name: technicalName().describe(
      'Name of the connection. Its variables begin with it in upper snake case: `PARENT_OVH_APPLICATION_KEY` of `parent`.',
    ),
    ...account,
    budget: budget.optional().describe("Replaces the source's `budget` as a whole."),
    labels: labels(),
  },
  {
    title: 'A connection',
    description:
      'One account of several. Keys that are not written here come from variables that begin with the name of the connection, then from the section of an ovh.conf with its name; never from those of a single account.',
  },
);

const history = section(
  {
    keepRuns: count(1, 100_000)
      .default(200)
      .describe(
        'Runs of an account in the history. The end of a run removes older ones, but never the last complete one.',
      ),
  },
  { title: 'History', description: 'The history of runs, in tables beside the data.' },
);

function destinationField() {
  return destinationSchema().prefault({ type: 'sqlite' }).describe('Where the tables go.');
}

export const configSchema = section(
  {
    $schema: z
      .string({ error: 'the address of a JSON Schema' })
      .optional()
      .describe('Address of the JSON Schema of this file, for editors.'),
    ...account,
    connections: list(connection, 'connections')
      .optional()
      .describe(
        'Several accounts, in place of `region`, `baseUrl`, `tokenUrl`, `account` and `auth` of this level.',
      ),
    connectionsFrom: connectionsFrom
      .optional()
      .describe(
        'Further connections: a CSV file, a row for each, relative to the configuration (columns `name`, `region`, `account`, those of `auth` ...; every other column is a label); a program that prints such rows; or sections of an ovh.conf.',
      ),
    connectionDefaults: connectionDefaults.optional(),
    concurrency: count(1, 500)
      .default(4)
      .describe('Connections that are loaded at the same time, where the destination takes several.'),
    destination: destinationField(),
    budget: budget.prefault({}),
    http: http.prefault({}),
    schemas: schemas.prefault({}),
    history: history.prefault({}),
    ...martKeys,
    ...observabilityKeys,
    ...queueKeys,
    strategy: oneOf(STRATEGIES)
      .default('auto')
      .describe(
        'How objects are read: `auto` reads with expanded lists and batches, wherever the API answers them rightly; `expanded` and `batch` with that alone; `single` with one call for each list and object.',
      ),
    batchSize: count(2, 1000).default(50).describe('Ids in one batch, at the most.'),
    drift: oneOf(DRIFT_POLICIES)
      .default('evolve')
      .describe(
        'New fields and other types in existing tables: `evolve` adds and widens columns, `freeze` leaves new fields out, `reject` rejects the records that bring them.',
      ),
    ...runLimitKeys,
    schemasVersion: schemasVersion()
      .optional()
      .describe(
        '`X-Schemas-Version` of every /v2 route, e.g. `"1.0"`. Default: not sent, the account has its own.',
      ),
    schedule: scheduleSchema
      .optional()
      .describe('When `serve` loads: one schedule for the whole source, or one for each pipeline.'),
    endpoints: list(endpointSchema, 'definitions and presets').describe(
      'Definitions and presets to load, in any order.',
    ),
  },
  { title: 'Configuration of source-ovhcloud', description: 'Keys, a destination, and the objects to load.' },
);

/** The same, with the kinds of destinations that are registered now. */
export function currentSchema(): typeof configSchema {
  return configSchema.extend({ destination: destinationField() });
}

export type ParsedConfig = z.output<typeof configSchema>;
