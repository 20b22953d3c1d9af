// How to reach a PostgreSQL server: an address or single options, then the PG* variables of libpq.
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { ClientConfig } from 'pg';
import { ConfigError, DestinationError } from '../../model/errors.js';
import type { DestinationOption, OptionValue } from '../kit/kind.js';

export const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
type SslMode = (typeof SSL_MODES)[number];

const CONNECT_TIMEOUT_MS = 15_000;

export const POSTGRES_OPTIONS: readonly DestinationOption[] = [
  {
    name: 'url',
    isLocation: true,
    optional: true,
    description:
      'The database: `postgresql://user@host:5432/database`. What it leaves out comes from the other options, then from the variables that psql knows (PGHOST, PGUSER, PGPASSWORD ...) and ~/.pgpass.',
  },
  {
    name: 'host',
    optional: true,
    description: 'Host name, address, or the folder of a Unix socket. Default PGHOST, then localhost.',
  },
  {
    name: 'port',
    is: 'number',
    range: [1, 65_535],
    optional: true,
    description: 'Default PGPORT, then 5432.',
  },
  { name: 'database', optional: true, description: 'Default PGDATABASE, then the name of the user.' },
  { name: 'user', optional: true, description: 'Default PGUSER, then the user of the system.' },
  {
    name: 'password',
    is: 'secret',
    optional: true,
    description: 'Default PGPASSWORD, then ~/.pgpass. Better there than in the configuration file.',
  },
  {
    name: 'schema',
    default: 'ovh',
    description: 'The schema of the tables. A load makes it when it does not exist and the user may make it.',
  },
  {
    name: 'sslMode',
    values: SSL_MODES,
    optional: true,
    description:
      'TLS: `disable`; `require` (encrypted, whoever the server is); `verify-ca` (its certificate is of a known authority); `verify-full` (and names the host). Default PGSSLMODE, then `verify-full`, on this machine `disable`.',
  },
  {
    name: 'sslRootCert',
    is: 'path',
    optional: true,
    description:
      'Certificate of the authority, as a PEM file. Default PGSSLROOTCERT, then those that Node knows.',
  },
];

/** A schema, and how the driver reaches its server. */
export interface Place {
  client: ClientConfig;
  schema: string;
  /** For people, without the password. */
  location: string;
  /**
   * What the driver opens a connection with.
   *
   * @param program what the server calls the connection
   * @throws DestinationError for a certificate that cannot be read
   */
  reach(program?: string): ClientConfig;
}

interface Parts {
  host?: string | undefined;
  port?: number | undefined;
  database?: string | undefined;
  user?: string | undefined;
  password?: string | undefined;
  sslMode?: string | undefined;
  sslRootCert?: string | undefined;
}

/** Throws `ConfigError` for an address that cannot be used. Reads no file. */
export function placeOf(options: Record<string, OptionValue>, env: NodeJS.ProcessEnv): Place {
  const given = {
    ...defined(fromEnvironment(env)),
    ...defined(options),
    ...defined(fromUrl(options.url)),
  } as Parts;
  const { host = 'localhost', port = 5432, password } = given;
  const user = given.user ?? userInfo().username;
  const database = given.database ?? user;
  const schema = String(options.schema ?? 'ovh');
  const shown = host.includes(':') ? `[${host}]` : host.startsWith('/') ? encodeURIComponent(host) : host;
  const client = {
    host,
    port: Number(port),
    user,
    database,
    ...(password !== undefined && { password }),
    application_name: 'source-ovhcloud',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  };
  return {
    client,
    schema,
    location: `postgresql://${encodeURIComponent(user)}@${shown}:${port}/${encodeURIComponent(database)} schema ${schema}`,
    reach: (program = client.application_name) => ({
      ...client,
      ssl: tlsOf(given),
      application_name: program,
    }),
  };
}

/** TLS options of the driver; `false` for no TLS. Throws `DestinationError`. */
function tlsOf({ host = 'localhost', sslMode, sslRootCert }: Parts): ClientConfig['ssl'] {
  const isHere = host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host);
  const mode = (sslMode ?? (isHere ? 'disable' : 'verify-full')) as SslMode;
  if (!SSL_MODES.includes(mode)) {
    throw new DestinationError(
      'destination-path',
      `PostgreSQL: sslMode "${mode}" is not known. Choose one of ${SSL_MODES.join(', ')}`,
    );
  }
  if (mode === 'disable' || host.startsWith('/')) return false;
  const ca = sslRootCert === undefined ? {} : { ca: certificate(sslRootCert) };
  // As in libpq, "require" checks the certificate when an authority is configured.
  if (mode === 'require' && sslRootCert === undefined) return { rejectUnauthorized: false };
  return mode === 'verify-full' ? { ...ca } : { ...ca, checkServerIdentity: () => undefined };
}

function certificate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new DestinationError(
      'destination-certificate',
      `PostgreSQL: the certificate ${path} cannot be read. Check sslRootCert`,
      {
        cause: error,
      },
    );
  }
}

function fromEnvironment(env: NodeJS.ProcessEnv): Parts {
  const mode = env.PGSSLMODE;
  return {
    host: env.PGHOST,
    port: env.PGPORT ? Number(env.PGPORT) : undefined,
    database: env.PGDATABASE,
    user: env.PGUSER,
    password: env.PGPASSWORD,
    // Modes that fall back to no encryption are not offered.
    sslMode: mode === 'prefer' || mode === 'allow' ? undefined : mode,
    sslRootCert: env.PGSSLROOTCERT,
  };
}

function fromUrl(url: OptionValue | undefined): Parts {
  if (url === undefined) return {};
  const parsed = parse(String(url));
  const query = parsed.searchParams;
  const stray = [...query.keys()].find((name) => !['host', 'port', 'sslmode', 'sslrootcert'].includes(name));
  if (stray !== undefined) {
    throw wrong(`the address has the parameter "${stray}"; known: host, port, sslmode, sslrootcert`);
  }
  const text = (value: string | null) => (value ? decoded(value) : undefined);
  return {
    host: query.get('host') ?? text(parsed.hostname.replace(/^\[|\]$/g, '')),
    port: Number(query.get('port') ?? parsed.port) || undefined,
    database: text(parsed.pathname.slice(1)),
    user: text(parsed.username),
    password: text(parsed.password),
    sslMode: query.get('sslmode') ?? undefined,
    sslRootCert: query.get('sslrootcert') ?? undefined,
  };
}

function parse(url: string): URL {
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('no address of PostgreSQL');
    // Node refuses a URL with a user and no host; libpq accepts it.
    return new URL(url.replace(/^postgres(ql)?:/, 'postgresql:').replace('@/', '@localhost/'));
  } catch {
    throw wrong(
      'the address cannot be read. It must be like postgresql://user@host:5432/database; ' +
        'characters such as @ : / # % in the user or the password are written as %40 %3A %2F %23 %25',
    );
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong(
      'the address has a % that begins no character such as %40. A % of the user, the password or the database is ' +
        'written as %25',
    );
  }
}

function wrong(message: string): ConfigError {
  return new ConfigError([{ code: 'config-value', where: 'destination', key: 'url', message }]);
}

function defined(parts: object): object {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''));
}
