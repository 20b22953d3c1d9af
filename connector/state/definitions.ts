// As what each source object was loaded: when its definition is another now, what is remembered of it says nothing.
import type { DestinationSession } from '../model/destination.js';
import type { Notice } from '../model/notice.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';
import { differences, partsOf, routeText } from './definition-parts.js';
import { fingerprint } from './fingerprint.js';
import { DEFINITIONS, KNOWN, removal, type StoredDefinition, stateTables } from './state-tables.js';

/** A source object of which something is remembered that the definition of today has no use for. */
export interface ConfigChange {
  source: string;
  /** What differs, in words; empty where it cannot be told. */
  what: string[];
  /** Items that are remembered and will be read anew. */
  items: number;
}

export class Definitions {
  readonly changes: ConfigChange[] = [];
  readonly #before = new Map<string, string>();
  #written = false;

  private constructor(
    private readonly plan: Plan,
    private readonly account: string,
    private readonly state: readonly TableSchema[],
  ) {}

  /** Reads what the destination remembers of an account. */
  static async of(session: DestinationSession, plan: Plan, account: string): Promise<Definitions> {
    const tables = await session.tables();
    const configured = new Definitions(plan, account, stateTables(tables));
    await configured.#read(session);
    return configured;
  }

  /** One for each source object that is read again because its definition has changed. */
  notices(when: string): Notice[] {
    return this.changes.map(({ source, what, items }) => {
      const told = what.length > 0 ? ` (${what.join('; ')})` : '';
      const number = `${items.toLocaleString('en')} ${items === 1 ? 'item' : 'items'}`;
      const message =
        `its configuration has changed since it was last loaded${told}: what is remembered of it says nothing any more, ` +
        `and ${when} reads ${number} anew. As it was before, they would not be read again`;
      return { code: 'definition-changed', source, count: items, message };
    });
  }

  /** With the first rows: what was never written down before. */
  beginning(runId: string): RowBatch[] {
    if (this.#written) return [];
    this.#written = true;
    const fresh = this.plan.nodes.filter(({ name }) => !this.#before.has(name));
    return this.#rows(fresh, runId);
  }

  /** After a whole load: what was remembered under the old definition goes, the new one is written down. */
  ending(runId: string): RowBatch[] {
    const changed = this.plan.nodes.filter((node) => {
      const before = this.#before.get(node.name);
      return before !== undefined && before !== fingerprint(node);
    });
    const keys = changed.map(({ name }): Cell[] => [this.account, name, this.#before.get(name) ?? '']);
    const planned = this.state.filter(({ columns }) => columns.some(({ name }) => name === 'fingerprint'));
    const old = planned.map((table) => removal(table, ['account', 'source', 'fingerprint'], keys));
    return [...this.beginning(runId), ...(keys.length > 0 ? old : []), ...this.#rows(changed, runId)];
  }

  async #read(session: DestinationSession): Promise<void> {
    const nodes = new Map(this.plan.nodes.map((node) => [node.name, node]));
    for await (const stored of DEFINITIONS.read(session, { where: { account: this.account } })) {
      const { source, fingerprint: before, parts } = stored;
      this.#before.set(source, before);
      const node = nodes.get(source);
      if (!node || fingerprint(node) === before) continue;
      const items = await this.#remembered(session, source, before);
      if (items === 0) continue;
      this.changes.push({ source, what: differences(parts, partsOf(node)), items });
    }
  }

  async #remembered(session: DestinationSession, source: string, fingerprint: string): Promise<number> {
    const mode = this.plan.nodes.find(({ name }) => name === source)?.definition.sync.mode ?? 'full';
    if (mode === 'full') return 0;
    let items = 0;
    const where = { account: this.account, source, fingerprint };
    for await (const _ of KNOWN.read(session, { where })) items++;
    return items;
  }

  #rows(nodes: readonly PlanNode[], runId: string): RowBatch[] {
    if (nodes.length === 0) return [];
    const rows = nodes.map(
      (node): StoredDefinition => ({
        account: this.account,
        source: node.name,
        fingerprint: fingerprint(node),
        tableName: node.table.table,
        route: routeText(node),
        parts: partsOf(node),
        runId,
      }),
    );
    return [DEFINITIONS.batch(rows)];
  }
}
