/** The truth that the sandbox tells, against what a naive reader finds on the wire by its own means. */
import { describe, expect, test } from '@jest/globals';
import { LosslessNumber, parse } from 'lossless-json';
import type { RunningSandbox, SandboxOptions } from '../../sandbox/main.js';
import { startSandbox } from '../../sandbox/main.js';
import { extent, longTest } from '../extent.js';
import { type Answer, ask, withSandbox } from './naive-reader.js';

interface Entry {
  readonly params: Record<string, string>;
  readonly status: LosslessNumber;
  readonly listed?: LosslessNumber;
  readonly items?: unknown[];
  readonly payload?: unknown;
}
interface Source {
  readonly kind: string;
  readonly entries: Entry[];
}
interface Truth {
  readonly account: string;
  readonly sources: Record<string, Source>;
}

/** Which field identifies the objects of a list of objects. */
const idFields: Readonly<Record<string, string>> = {
  '/cloud/project/{serviceName}/instance': 'id',
  '/cloud/project/{serviceName}/usage/history': 'id',
  '/cloud/project/{serviceName}/kube/{kubeId}/nodepool': 'id',
  '/services/{serviceId}/savingsPlans/subscribed': 'id',
  '/v2/iam/resource': 'urn',
  '/v2/iam/policy': 'id',
  '/v2/publicCloud/project': 'id',
  '/v2/finops/bucketExport': 'id',
  '/v2/publicCloud/project/{projectId}/rancher': 'id',
  '/v2/publicCloud/project/{projectId}/rancher/{rancherId}/task': 'id',
  '/cloud/project/{serviceName}/ai/job': 'id',
  '/cloud/project/{serviceName}/region/{regionName}/gateway': 'id',
};

/** Query strings of lists that page by them: first page, further pages. */
const ownPages: Readonly<Record<string, (page: number, last: string) => string>> = {
  '/cloud/project/{serviceName}/ai/job': (page) => `?size=40&page=${page}`,
  '/cloud/project/{serviceName}/region/{regionName}/gateway': (page, last) =>
    page === 1 ? '' : `?marker=${last}`,
};

/** Query strings without which a list is refused. */
const required: Readonly<Record<string, string>> = {
  '/cloud/project/{serviceName}/bill': '?from=2020-01-01&to=2030-01-01',
  '/me/consumption/usage/history': '?beginDate=2020-01-01&endDate=2030-01-01',
  ...Object.fromEntries(
    ['cloud', 'baremetalServers', 'eco', 'vps', 'privateCloud', 'webHosting'].map((name) => [
      `/order/catalog/public/${name}`,
      '?ovhSubsidiary=FR',
    ]),
  ),
};

/** Reads one template after the other, each list once, as a person with curl would. */
class NaiveReader {
  readonly #read = new Map<string, Promise<Entry[]>>();

  constructor(readonly sandbox: RunningSandbox) {}

  entries(template: string): Promise<Entry[]> {
    const known = this.#read.get(template) ?? this.#readAll(template);
    this.#read.set(template, known);
    return known;
  }

  async #readAll(template: string): Promise<Entry[]> {
    const found: Entry[] = [];
    for (const params of await this.#params(template)) found.push(await this.#one(template, params));
    return found;
  }

  async #params(template: string): Promise<Record<string, string>[]> {
    const match = /^(.*)\/\{([^{}]*)\}[^{}]*$/.exec(template);
    if (!match) return [{}];
    const [, list = '', name = ''] = match;
    const idField = idFields[list];
    const ids = (item: unknown): string => {
      const id = idField === undefined ? item : (item as Record<string, unknown>)[idField];
      return id instanceof LosslessNumber ? id.value : String(id);
    };
    return (await this.entries(list)).flatMap(({ params, items = [] }) =>
      [...new Set(items.map(ids))].map((id) => ({ ...params, [name]: id })),
    );
  }

  async #one(template: string, params: Record<string, string>): Promise<Entry> {
    const path = template.replace(/\{(.*?)\}/g, (_all, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    );
    const query = required[template] ?? '';
    const target = template.startsWith('/v2/') ? path : `/1.0${path}${query}`;
    const turn = ownPages[template];
    const answers = turn ? await this.#ownPages(target, turn) : await this.#pages(target);
    const status = new LosslessNumber(String(answers[0]?.status));
    if (status.value !== '200') return { params, status };
    const bodies = answers.map(({ text }) => parse(text));
    const lists = bodies.filter(Array.isArray);
    return lists.length > 0
      ? { params, status, items: lists.flat() }
      : { params, status, payload: bodies[0] };
  }

  async #ownPages(target: string, turn: (page: number, last: string) => string): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let last = ''; ; ) {
      const answer = await ask(this.sandbox, target + turn(answers.length + 1, last));
      answers.push(answer);
      const items: unknown = answer.status === 200 ? JSON.parse(answer.text) : [];
      if (!Array.isArray(items) || items.length === 0) return answers;
      last = (items.at(-1) as { id: string }).id;
    }
  }

  async #pages(target: string): Promise<Answer[]> {
    const answers: Answer[] = [];
    let cursor: string | undefined;
    do {
      const headers: Record<string, string> = cursor === undefined ? {} : { 'X-Pagination-Cursor': cursor };
      const answer = await ask(this.sandbox, target, { headers });
      answers.push(answer);
      cursor = answer.headers['x-pagination-cursor-next']?.toString();
    } while (cursor !== undefined);
    return answers;
  }
}

async function readTruth(sandbox: RunningSandbox, query = ''): Promise<Truth> {
  const { text } = await ask(sandbox, `/__sandbox/truth${query}`, { credentials: 'none' });
  return parse(text) as unknown as Truth;
}

/** The truth in the words of the reader: repeated ids of a list count once on both sides. */
function inReadersWords({ kind, entries }: Source): Entry[] {
  return entries.map(({ listed, ...entry }) => {
    if (kind === 'ids' && entry.items) expect(Number(listed)).toBeGreaterThanOrEqual(entry.items.length);
    return entry;
  });
}

function distinct(entry: Entry): Entry {
  if (
    !entry.items ||
    entry.items.some((item) => typeof item === 'object' && !(item instanceof LosslessNumber))
  )
    return entry;
  const seen = new Map(entry.items.map((item) => [String(item), item]));
  return { ...entry, items: [...seen.values()] };
}

async function compare(options: Partial<SandboxOptions>): Promise<Truth> {
  let told: Truth | undefined;
  await withSandbox(
    () => startSandbox({ rate: 0, ...options }),
    async (sandbox) => {
      told = await readTruth(sandbox);
      const reader = new NaiveReader(sandbox);
      for (const [template, source] of Object.entries(told.sources)) {
        const found = (await reader.entries(template)).map(distinct);
        expect({ template, entries: inReadersWords(source) }).toEqual({ template, entries: found });
      }
    },
  );
  if (!told) throw new Error('the sandbox told nothing');
  return told;
}

const statuses = ({ entries }: Source): string[] =>
  [...new Set(entries.map(({ status }) => status.value))].toSorted();

describe('truth', () => {
  test('is what a naive reader finds, route by route', async () => {
    const { account, sources } = await compare({ seed: 'truth', bills: extent(8, 25) });
    expect(account).toMatch(/^sb\d{5}-ovh$/);
    expect(Object.keys(sources).length).toBeGreaterThan(60);
    for (const [template, { entries }] of Object.entries(sources))
      expect([template, entries.length]).not.toEqual([template, 0]);
    expect(statuses(sources['/me/bill/{billId}'] ?? { kind: '', entries: [] })).toEqual([
      '200',
      '403',
      '404',
    ]);
    expect(statuses(sources['/domain/{serviceName}'] ?? { kind: '', entries: [] })).toEqual([
      '200',
      '404',
      '460',
    ]);
    const [list] = sources['/me/bill']?.entries ?? [];
    expect(Number(list?.listed) - (list?.items?.length ?? 0)).toBe(1);
  });

  test('of a clean account has no object that is gone, expired or refused', async () => {
    const { sources } = await compare({ edges: false, bills: 0, seed: 'clean' });
    const absentByNature = /\/(payment|associatedObject|debt.*)$/;
    for (const [template, source] of Object.entries(sources)) {
      if (!absentByNature.test(template)) expect([template, statuses(source)]).toEqual([template, ['200']]);
    }
  });

  longTest('holds with the other answer for absent payments', async () => {
    await compare({ payment404: false, bills: 20 });
  });

  test('narrows to one route, and follows a change', async () => {
    await withSandbox(
      () => startSandbox(),
      async (sandbox) => {
        const query = '?route=/me/document/%7Bid%7D';
        expect(Object.keys((await readTruth(sandbox, query)).sources)).toEqual(['/me/document/{id}']);
        await ask(sandbox, '/1.0/me/document', { method: 'POST', body: '{"name":"new one"}' });
        const names = (await readTruth(sandbox, query)).sources['/me/document/{id}']?.entries.map(
          ({ payload }) => payload,
        );
        expect(names).toContainEqual(expect.objectContaining({ name: 'new one' }));
      },
    );
  });
});
