/**
 * The truth: what a perfect reader of the whole account finds. Every route is called directly, without the network.
 *
 * `{"account": "...", "sources": {"<template>": {"kind": ..., "entries": [...]}, ...}}`, one source for each GET
 * route of the account; templates of v2 routes start with `/v2/`. An entry is one set of path parameters:
 * - `params`: the path parameters, decoded, all as strings;
 * - `status`: what the call answers (200, 404 gone or absent, 460 expired, 403 refused);
 * - with 200, by kind: `ids` has `items`, the distinct ids in order, and `listed`, how many ids the list has with
 *   repetitions; `objects` has `items`, all objects of all pages; `object` and `scalar` have `payload`.
 * Parameters come from the unfiltered list before the last placeholder; a list that does not answer 200 has no entries
 * below it. Numbers are written digit for digit. Access rules, IAM, faults and limits do not apply.
 * `?route=/me/bill/{billId}` narrows to one template.
 */
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Wire } from './wire/json.js';
import { idText, isList, isObject, writeJson } from './wire/json.js';
import { Query } from './wire/query.js';
import type { Reply } from './wire/reply.js';
import type { Parameters, Route } from './wire/routes.js';
import { segmentsOf } from './wire/routes.js';

const chunk = 65_536;
const empty = {
  query: new Query(),
  body: Buffer.alloc(0),
  identity: undefined,
  application: undefined,
  origin: '',
};

interface Answered {
  readonly params: Parameters;
  readonly reply: Reply;
}

export class Truth {
  readonly #routes: ReadonlyMap<string, Route>;

  constructor(
    readonly account: string,
    routes: readonly Route[],
  ) {
    this.#routes = new Map(routes.filter((route) => route.kind).map((route) => [route.path, route]));
  }

  templates(): string[] {
    return [...this.#routes.keys()];
  }

  /** Writes the sources as one JSON document, with back-pressure. */
  async write(response: ServerResponse, templates: readonly string[]): Promise<void> {
    await pipeline(Readable.from(this.#chunks(templates)), response);
  }

  /** Lets other calls be answered between two chunks. */
  async *#chunks(templates: readonly string[]): AsyncGenerator<string> {
    let text = `{"account":${JSON.stringify(this.account)},"sources":{`;
    for (const part of this.#parts(templates)) {
      text += part;
      if (text.length < chunk) continue;
      yield text;
      text = '';
      await breathe();
    }
    yield `${text}}}\n`;
  }

  *#parts(templates: readonly string[]): Generator<string> {
    let first = true;
    for (const template of templates) {
      const route = this.#routes.get(template);
      if (!route) continue;
      yield `${first ? '' : ','}\n${JSON.stringify(template)}:{"kind":"${route.kind}","entries":[`;
      first = false;
      let separator = '\n';
      for (const answered of this.#answers(route)) {
        yield separator + entryText(route, answered);
        separator = ',\n';
      }
      yield ']}';
    }
  }

  *#answers(route: Route): Generator<Answered> {
    for (const params of this.#parameters(route.path)) {
      yield { params, reply: route.answer({ ...empty, params }) };
    }
  }

  /** Every set of path parameters, from the list before the last placeholder. */
  *#parameters(path: string): Generator<Parameters> {
    const segments = segmentsOf(path);
    const last = segments.findLastIndex((segment) => segment.startsWith('{'));
    const name = segments[last]?.slice(1, -1);
    if (name === undefined) {
      yield {};
      return;
    }
    const list = this.#routes.get(`/${segments.slice(0, last).join('/')}`);
    if (!list) return;
    for (const { params, reply } of this.#answers(list)) {
      for (const id of distinctIds(list, reply)) yield { ...params, [name]: id };
    }
  }
}

function distinctIds(list: Route, reply: Reply): Iterable<string> {
  if (reply.status !== 200 || !isList(reply.body)) return [];
  const { idField } = list;
  const id = (item: Wire): string =>
    idText(idField !== undefined && isObject(item) ? (item[idField] ?? null) : item);
  return new Set(reply.body.map(id));
}

function entryText(route: Route, { params, reply }: Answered): string {
  const { status, body = null } = reply;
  const start = `{"params":${writeJson(params)},"status":${status}`;
  if (status !== 200) return `${start}}`;
  if (route.kind === 'ids' && isList(body))
    return `${start},"listed":${body.length},"items":${distinctText(body)}}`;
  return `${start},"${route.kind === 'objects' ? 'items' : 'payload'}":${writeJson(body)}}`;
}

function distinctText(items: readonly Wire[]): string {
  return `[${[...new Set(items.map(writeJson))].join(',')}]`;
}
