// Budgets of many machines in Redis: one script for each look. The package `redis` is the user's.
import { createRequire } from 'node:module';
import type { BudgetEntry, BudgetLook, BudgetStore } from '../model/budget.js';
import { ConfigError } from '../model/errors.js';
import { slowdownIn } from './slowdown-text.js';

/** Not known to the compiler: the package may be missing. */
const PACKAGE: string = 'redis';
const CONNECT_MS = 5000;

/** The server's time counts. Answers its time, then name and value of each other process. */
const RENEW = `local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now) .. ' ' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], 600000)
local found = { string.format('%.0f', now) }
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local at = tonumber(string.match(all[i + 1], '^%d+'))
  if not at or now - at > tonumber(ARGV[3]) then redis.call('HDEL', KEYS[1], all[i])
  elseif all[i] ~= ARGV[1] then found[#found + 1] = all[i]; found[#found + 1] = all[i + 1] end
end
return found`;

interface Client {
  on(event: 'error', listener: () => void): void;
  connect(): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  hDel(key: string, field: string): Promise<unknown>;
  destroy(): void;
}

/** What we use of the package. */
export interface RedisDriver {
  createClient(options: object): Client;
}

export class RedisBudgets implements BudgetStore {
  readonly where: string;
  readonly #url: string;
  #client: Promise<Client> | undefined;

  /** @param driver throws where the package is missing */
  constructor(
    url: string,
    private readonly driver: () => Promise<RedisDriver> = installedDriver(),
  ) {
    const { protocol, host, pathname } = new URL(url);
    this.#url = url;
    this.where = `Redis ${protocol}//${host}${pathname}`;
  }

  async renew(entry: BudgetEntry, lifeMs: number): Promise<BudgetLook> {
    const own = entry.slowdown ? JSON.stringify(entry.slowdown) : '';
    const found = await this.#words(async (client) =>
      client.eval(RENEW, {
        keys: [keyOf(entry)],
        arguments: [entry.process, own, String(lifeMs)],
      }),
    );
    const [now, ...texts] = (found as unknown[]).map(String);
    const others: BudgetLook['others'] = [];
    for (let index = 0; index + 1 < texts.length; index += 2) {
      const slowdown = texts[index + 1]?.replace(/^\d+ /, '');
      others.push({ process: texts[index] ?? '', ...slowdownIn(slowdown) });
    }
    return { others, nowMs: Number(now) };
  }

  async remove(entry: BudgetEntry): Promise<void> {
    await this.#words((client) => client.hDel(keyOf(entry), entry.process));
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    quietly(() => client?.destroy());
  }

  async #words<T>(work: (client: Client) => Promise<T>): Promise<T> {
    this.#client ??= this.#connect();
    const made = this.#client;
    try {
      return await work(await made);
    } catch (error) {
      if (this.#client === made) this.#client = undefined;
      made.then((client) => quietly(() => client.destroy())).catch(() => undefined);
      throw new Error(`${this.where}: ${(error as Error).message || 'the connection failed'}`, {
        cause: error,
      });
    }
  }

  /** What is lost is opened anew by the next look. */
  async #connect(): Promise<Client> {
    const { createClient } = await this.driver();
    const client = createClient({
      url: this.#url,
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      quietly(() => client.destroy());
      throw error;
    }
    return client;
  }
}

/** Throws `ConfigError` where the package is not installed. */
export function requireRedis(where = 'budget'): void {
  try {
    createRequire(import.meta.url).resolve(PACKAGE);
  } catch {
    const message = `an address of Redis needs a package more. Run \`npm install ${PACKAGE}\``;
    throw new ConfigError([{ code: 'package-missing', where, key: 'budget.shared', message }]);
  }
}

/** Throws `ConfigError` at once: the sentence must come before the first call. */
function installedDriver(): () => Promise<RedisDriver> {
  requireRedis();
  return () => import(PACKAGE) as Promise<RedisDriver>;
}

function keyOf({ budget }: BudgetEntry): string {
  return `source-ovhcloud:budget:${budget}`;
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // It is closed already.
  }
}
