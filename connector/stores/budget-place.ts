// Which store a budget is shared by: the PostgreSQL of the destination, or an address.
import { createHash } from 'node:crypto';
import type { DestinationConfig } from '../destinations/kit/kind.js';
import { placeOf } from '../destinations/postgres/options.js';
import type { BudgetPlace, BudgetSharing, BudgetStore } from '../model/budget.js';
import { passwordsIn, Secret } from '../model/secret.js';
import { PostgresBudgets } from './postgres-budgets.js';
import { RedisBudgets, requireRedis } from './redis-budgets.js';

export const SHARING_ALLOWED =
  'true (the PostgreSQL of the destination), false, machine, or an address such as postgres://user@host/database or ' +
  'redis://host:6379';

/** `true`: the destination's PostgreSQL. A secret: an address, as it may hold a password. */
export type ConfiguredSharing = boolean | 'machine' | Secret;

/** Whether it can stand for `budget.shared`. */
export function isSharing(value: unknown): value is boolean | string {
  return typeof value === 'boolean' || value === 'machine' || (typeof value === 'string' && isAddress(value));
}

export function configuredSharing(value: boolean | string): ConfiguredSharing {
  return typeof value === 'boolean' || value === 'machine' ? value : new Secret(value as string);
}

/** What no text may show of it. */
export function sharingSecrets(shared: ConfiguredSharing): Secret[] {
  return shared instanceof Secret ? passwordsIn(shared.reveal()) : [];
}

/** Whether it needs a destination of PostgreSQL, and this is none. */
export function lacksDatabase(shared: ConfiguredSharing, { type }: DestinationConfig): boolean {
  return shared === true && type !== 'postgres';
}

/** Throws `ConfigError` where it needs a package that is not installed. */
export function requireStore(shared: ConfiguredSharing, where: string): void {
  if (shared instanceof Secret && isRedis(shared.reveal())) requireRedis(where);
}

/** Opens nothing. */
export function budgetSharing(shared: ConfiguredSharing, destination: DestinationConfig): BudgetSharing {
  if (typeof shared === 'boolean') return shared && ofDatabase(destination);
  if (shared === 'machine') return shared;
  const url = shared.reveal();
  return isRedis(url) ? placeFor(url, () => new RedisBudgets(url)) : ofDatabase({ type: 'postgres', url });
}

/** All schemas of a database have one store. */
function ofDatabase({ type: _type, schema: _schema, ...options }: DestinationConfig): BudgetPlace {
  const written = JSON.stringify(Object.entries(options).toSorted());
  return placeFor(written, () => new PostgresBudgets(options, process.env));
}

interface Opened {
  store: BudgetStore;
  users: number;
}

const opened = new Map<string, Opened>();

/** The budgets of a process use one connection. */
function placeFor(written: string, make: () => BudgetStore): BudgetPlace {
  const id = createHash('sha256').update(written).digest('hex');
  return {
    id,
    open: () => {
      const entry = opened.get(id) ?? { store: make(), users: 0 };
      opened.set(id, entry);
      entry.users++;
      const { store } = entry;
      return {
        where: store.where,
        renew: (own, lifeMs) => store.renew(own, lifeMs),
        remove: (own) => store.remove(own),
        close: async () => {
          if (--entry.users > 0) return;
          opened.delete(id);
          await store.close();
        },
      };
    },
  };
}

function isAddress(text: string): boolean {
  if (isRedis(text)) return URL.canParse(text) && new URL(text).hostname !== '';
  try {
    placeOf({ url: text }, {});
    return true;
  } catch {
    return false;
  }
}

function isRedis(text: string): boolean {
  return /^rediss?:\/\//.test(text);
}
