// Reads what is below items: what expanded lists and batches bring at once, the rest one by one.

import type { ReplyBody } from '../model/api.js';
import type { Clock } from '../model/clock.js';
import type { PlanNode } from '../model/plan.js';
import { PathValueError } from '../plan/path-template.js';
import type { Concurrency } from './concurrency.js';
import { ALL_KNOWN, type ItemRecorder } from './item-recorder.js';
import { Holds, type OpenFacts } from './open-facts.js';
import type { Page } from './page.js';
import { type ItemContext, portionsOf } from './parents.js';
import type { EachPage, Reading, RecordItem, SharedReading } from './reading.js';
import { IdSet } from './seen/id-set.js';
import type { PendingRead } from './strategies/strategies.js';

export interface BranchSources {
  clock: Clock;
  shared: SharedReading;
  slots: Concurrency;
  items: ItemRecorder;
}

/** Readings of a node for some items, and the pages of those that came with few calls. */
interface Asked {
  node: PlanNode;
  wanted: Map<ItemContext, PendingRead[]>;
  answers: Map<PendingRead, Page>;
}

export class BranchReader {
  constructor(private readonly from: BranchSources) {}

  /** Everything below some items of a root. Resolves when all of it has begun. */
  async readRoots(root: PlanNode, contexts: readonly ItemContext[]): Promise<void> {
    const { slots } = this.from;
    const holds = new Holds(this.#factsOf(contexts));
    const portions = this.from.shared.graph.children(root).flatMap((node) => {
      const wanted = contexts.filter(({ branches }) => branches?.includes(node.name) ?? true);
      return this.#portions(node, wanted).map((portion) => ({ node, portion }));
    });
    if (contexts.length === 1) {
      for (const { node, portion } of portions) {
        const own = new Holds(this.#factsOf(portion));
        await slots.startInTurn(() => this.#read(node, portion, own), own);
      }
      holds.releaseAll();
    } else await this.#readTogether(portions, contexts, holds);
    for (const facts of this.#factsOf(contexts)) facts.close();
  }

  /**
   * First all that can be asked for together, then root after root: what is read one by one is not read of all roots
   * before the first of them is whole.
   */
  async #readTogether(
    portions: readonly { node: PlanNode; portion: readonly ItemContext[] }[],
    contexts: readonly ItemContext[],
    holds: Holds,
  ): Promise<void> {
    const { slots } = this.from;
    const asked: Asked[] = [];
    let open = portions.length + 1;
    const take = () => this.#take(asked, contexts, holds);
    for (const { node, portion } of portions) {
      await slots.startInTurn(async () => {
        asked.push(await this.#ask(node, portion));
        if (--open === 0) await take();
      });
    }
    if (--open === 0) await slots.startInTurn(take);
  }

  /** @param holds on the roots of the items */
  async #read(node: PlanNode, contexts: readonly ItemContext[], holds: Holds): Promise<void> {
    await this.#take([await this.#ask(node, contexts)], contexts, holds);
  }

  async #ask(node: PlanNode, contexts: readonly ItemContext[]): Promise<Asked> {
    const wanted = new Map<ItemContext, PendingRead[]>();
    for (const context of contexts) wanted.set(context, await this.from.items.pendingReads(node, context));
    const answers = await this.from.shared.strategies.answers(node, [...wanted.values()].flat());
    return { node, wanted, answers };
  }

  /** Takes what came, reads the rest, and goes on below. A root that has nothing left here need not wait for the others. */
  async #take(asked: readonly Asked[], contexts: readonly ItemContext[], holds: Holds): Promise<void> {
    const found = new Map<PlanNode, ItemContext[]>(asked.map(({ node }) => [node, []]));
    const last = new Map(contexts.map((context) => [this.from.items.factsOf(context), context]));
    const goOn = new Set<OpenFacts>();
    const isOne = contexts.length === 1;
    for (const context of contexts) {
      const facts = this.from.items.factsOf(context);
      for (const { node, wanted, answers } of asked) {
        const items = found.get(node) ?? [];
        const before = items.length;
        const readings = wanted.get(context) ?? [];
        for (const one of readings) {
          const page = answers.get(one);
          const reading = { node, partition: one.partition, parent: context, plain: one.plain };
          if (page) await this.#takeAnswer(reading, page, facts, items);
          else if (isOne && readings.length === 1) await this.readPages(reading, facts);
          else await this.from.slots.fork(() => this.readPages(reading, facts), new Holds([facts]));
        }
        if (items.length > before) goOn.add(facts);
      }
      if (last.get(facts) === context && !goOn.has(facts)) holds.release(facts);
    }
    await this.#readBelow(found, holds);
  }

  /** A list or object that a strategy has read. Its items go on together with those of others. */
  async #takeAnswer(reading: Reading, page: Page, facts: OpenFacts, found: ItemContext[]): Promise<void> {
    facts.tally(reading.node.name).reads++;
    const seen = new IdSet(this.from.clock.random());
    const each: EachPage = async (body, take) => {
      for (const item of body.items()) {
        const next = await take(item, facts);
        if (next) found.push(next);
      }
    };
    await this.from.items.takePage(reading, () => facts, page, seen, each);
  }

  /**
   * Page by page.
   * @param into where what belongs to no item goes
   */
  async readPages(
    reading: Reading,
    facts: OpenFacts,
    eachPage: EachPage = (body, take) => this.readItems(reading.node, body, take, facts),
    into: () => OpenFacts | Promise<OpenFacts> = () => facts,
  ): Promise<void> {
    const { node, partition } = reading;
    const { items, shared, clock } = this.from;
    facts.tally(node.name).reads++;
    const request = items.request(node, partition);
    if (request instanceof PathValueError) {
      await items.missing(reading, 'rejected', { message: request.message }, facts);
      return;
    }
    const seen = new IdSet(clock.random());
    for await (const page of shared.strategies.pages(reading, request)) {
      await items.takePage(reading, into, page, seen, eachPage);
      if (page.outcome.outcome === 'skip') return;
    }
  }

  /** The items of a page, with everything below them. */
  async readItems(node: PlanNode, body: ReplyBody, take: RecordItem, facts: OpenFacts): Promise<void> {
    let found: ItemContext[] = [];
    const most = this.from.shared.strategies.portionBelow(node);
    const goOn = () => this.#readBelow(new Map([[node, found]]));
    for (const item of body.items()) {
      const context = await take(item, facts);
      if (context && context !== ALL_KNOWN) found.push(context);
      if (found.length < most) continue;
      await goOn();
      found = [];
    }
    await goOn();
  }

  /** @param above holds on the same roots, which can go when those of all that is below are there */
  async #readBelow(found: ReadonlyMap<PlanNode, readonly ItemContext[]>, above?: Holds): Promise<void> {
    const portions = [...found].flatMap(([list, contexts]) =>
      this.from.shared.graph
        .children(list)
        .flatMap((node) => this.#portions(node, contexts).map((portion) => ({ node, portion })))
        .map((one) => ({ ...one, holds: new Holds(this.#factsOf(one.portion)) })),
    );
    above?.releaseAll();
    for (const { node, portion, holds } of portions)
      await this.from.slots.fork(() => this.#read(node, portion, holds), holds);
  }

  #portions(node: PlanNode, contexts: readonly ItemContext[]): ItemContext[][] {
    return portionsOf(contexts, this.from.shared.strategies.portion(node));
  }

  #factsOf(contexts: readonly ItemContext[]): OpenFacts[] {
    return contexts.map((context) => this.from.items.factsOf(context));
  }
}
