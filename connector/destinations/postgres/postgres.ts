// Tables in a schema of a PostgreSQL database. A slice is a transaction; others may read at any time.
import { createHash } from 'node:crypto';
import type { DeclaredCapabilities } from '../../model/capabilities.js';
import type {
  Destination,
  LockHolder,
  OpenOptions,
  SharedLock,
  TableSession,
} from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import type { DestinationKind, OptionValue } from '../kit/kind.js';
import { createCatalog, hasCatalog } from './catalog.js';
import { Connection, type Server } from './connection.js';
import { type Fence, keysHeld } from './fence.js';
import type { Lock, LockRequest } from './lock.js';
import { type Place, POSTGRES_OPTIONS, placeOf } from './options.js';
import { type Pool, poolOf, readingWriter } from './pool.js';
import { PostgresSession } from './session.js';

export const POSTGRES: DestinationKind = {
  description: 'Tables in a PostgreSQL database',
  options: POSTGRES_OPTIONS,
  locations: /^postgres(ql)?:\/\//,
  secretVariables: () => ['PGPASSWORD'],
  create: (options) => postgresDestination(options),
};

/** A `text` has no NUL. */
/**
 * A row must fit a page of 8,160 bytes: texts, JSON and decimals move out of it where they are longer than 24 bytes. The
 * widths have what aligns the next value with them, so that they add up in any order. A key must fit a third of a page.
 */
const LIMITS = {
  width: {
    bytes: 8000,
    cells: { boolean: 8, bigint: 8, timestamp: 8, date: 8, decimal: 32, text: 32, json: 32 },
  },
  keyBytes: 2600,
} as const satisfies DeclaredCapabilities['limits'];

export const POSTGRES_CAPABILITIES = {
  sql: 'postgres',
  comments: true,
  accountsAtOnce: true,
  nulCharacters: false,
  limits: LIMITS,
} as const;

/** A schema of a PostgreSQL database. Throws `ConfigError` for an address that cannot be read. */
export function postgresDestination(
  options: Record<string, OptionValue>,
  env = process.env,
): Destination<TableSession> {
  return new PostgresDestination(options, env);
}

/** All schemas of a database that are reached in the same way share connections. */
function poolKey(
  { client }: Place,
  { schema: _schema, ...options }: Record<string, OptionValue>,
  { PGSSLMODE, PGSSLROOTCERT }: NodeJS.ProcessEnv,
): string {
  const text = JSON.stringify([client, Object.entries(options).toSorted(), PGSSLMODE, PGSSLROOTCERT]);
  return createHash('sha256').update(text).digest('hex');
}

class PostgresDestination implements Destination<TableSession> {
  readonly name = 'postgres';
  readonly capabilities = POSTGRES_CAPABILITIES;
  readonly location: string;
  readonly #place: Place;
  readonly #server: Server;
  readonly #poolKey: string;
  readonly #locks = new Set<Lock>();

  constructor(options: Record<string, OptionValue>, env: NodeJS.ProcessEnv) {
    this.#place = placeOf(options, env);
    this.location = this.#place.location;
    this.#server = {
      where: `PostgreSQL ${this.location}`,
      config: () => this.#place.reach(),
    };
    this.#poolKey = poolKey(this.#place, options, env);
  }

  async open({ readOnly = false }: OpenOptions = {}): Promise<TableSession> {
    const { schema } = this.#place;
    const pool = this.#pool();
    const end = pool.use();
    const { reader, leave } = readOnly ? pool.read() : pool.enter();
    const { connection } = reader;
    const onClose = async () => {
      leave();
      await end();
    };
    try {
      if (readOnly) await this.#checkThere(connection);
      else await pool.write((writer) => createCatalog(writer.connection, schema));
    } catch (error) {
      await onClose();
      throw error;
    }
    return new PostgresSession({
      schema,
      where: this.#server.where,
      reader: connection,
      write: readOnly ? (work) => work(readingWriter(connection)) : (work) => pool.write(work),
      isCrowded: () => pool.isCrowded,
      fence: () => this.#fence(),
      onClose,
    });
  }

  /** Throws when this user may neither make tables in the schema nor make the schema. */
  async check(): Promise<string> {
    const connection = new Connection(this.#server, 'SET default_transaction_read_only = on');
    try {
      const [found] = await connection.query(
        `SELECT has_schema_privilege(oid, 'USAGE') AND has_schema_privilege(oid, 'CREATE') FROM pg_namespace
         WHERE nspname = $1`,
        [this.#place.schema],
      );
      if (found?.[0] === 't')
        return (await hasCatalog(connection, this.#place.schema)) ? 'exists' : 'will be made';
      if (found) throw this.#lacks(`may not make tables in the schema: GRANT USAGE, CREATE ON SCHEMA`);
      const mayMake = await connection.value("SELECT has_database_privilege(current_database(), 'CREATE')");
      if (mayMake === 't') return 'will be made';
      throw this.#lacks('may not make the schema, and there is none: CREATE SCHEMA ... AUTHORIZATION');
    } finally {
      await connection.close();
    }
  }

  async lock(holder: LockHolder): Promise<() => Promise<void>> {
    return this.#take({ holder });
  }

  /** The schema is shared with loads of other accounts, of this process and of others. */
  async share(holder: LockHolder): Promise<SharedLock> {
    const releases = [await this.#take({ holder, isShared: true })];
    return {
      account: async (account) => {
        releases.unshift(await this.#take({ holder, account }));
      },
      release: async () => {
        for (const release of releases.splice(0)) await release();
      },
    };
  }

  async #take(request: Pick<LockRequest, 'holder' | 'account' | 'isShared'>): Promise<() => Promise<void>> {
    const { schema } = this.#place;
    const pool = this.#pool();
    const end = pool.use();
    try {
      const lock = await pool.locks.take({ ...request, schema, where: this.#server.where });
      this.#locks.add(lock);
      return async () => {
        this.#locks.delete(lock);
        await lock.release();
        await end();
      };
    } catch (error) {
      await end();
      throw error;
    }
  }

  #pool(): Pool {
    return poolOf(this.#poolKey, this.#server);
  }

  /** The locks of this process on the schema, for one transaction. Throws when they are known to be lost. */
  #fence(): Fence {
    const before = [...this.#locks];
    const check = (isHeld: (lock: Lock) => boolean) => {
      // A lock may be released meanwhile, by the load of another account.
      if (before.every((lock) => isHeld(lock) || !this.#locks.has(lock))) return;
      throw new DestinationError(
        'destination-lost',
        `${this.#server.where}: the connection that keeps other runs away was lost, and another run may have begun. ` +
          'What was committed before is kept: run again',
      );
    };
    check((lock) => !lock.isLost());
    return {
      gates: before.map(({ gate }) => gate),
      check: async (connection) => {
        const [first] = before;
        if (!first) return;
        const held = await keysHeld(connection, first.session);
        check((lock) => !lock.isLost() && held.has(lock.key));
      },
    };
  }

  async #checkThere(reader: Connection): Promise<void> {
    if (await hasCatalog(reader, this.#place.schema)) return;
    throw new DestinationError(
      'destination-empty',
      `${this.#server.where}: nothing was loaded into this schema yet. \`source-ovhcloud load\` makes it`,
    );
  }

  #lacks(words: string): DestinationError {
    return new DestinationError(
      'destination-denied',
      `${this.#server.where}: this user ${words}. docs/destinations.md lists the rights`,
    );
  }
}
