// A load while it runs, and after: every number that a page shows, and which of them changed since it last asked.
import { randomUUID } from 'node:crypto';
import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import type { Clock } from '../../../connector/model/clock.js';
import type { LoadEvent } from '../../../connector/model/events/events.js';
import type { Scrub } from '../../../connector/model/secret.js';
import type { LiveUpdate, LoadView, Outcome, PartView, StartRequest } from '../../contract/run.js';
import { Changes, Newest } from './changes.js';
import { doneOf } from './done.js';
import { EventLog } from './event-log.js';
import { Part } from './part.js';

/** Seconds of the pace that are kept. */
const PACE_SECONDS = 120;

export interface LoadFacts {
  request: StartRequest;
  asked: string;
  destination: string;
  clock: Clock;
  scrub: Scrub;
  /** The configured log. */
  log?: { event(event: LoadEvent): void };
}

export class LiveLoad {
  readonly id = `load-${randomUUID().slice(0, 8)}`;
  parts: Part[];
  stopping: 'slice' | 'now' | undefined;
  /** Calls of an earlier load by source object, where one is known. */
  earlier: ReadonlyMap<string, number> | undefined;
  readonly #changes = new Changes();
  readonly #events: EventLog;
  readonly #pace = new Newest<{ seq: number; calls: number }>(PACE_SECONDS);
  readonly #startedAt: number;
  #ended: { at: number; outcome: Outcome } | undefined;
  #sampled = 0;

  constructor(
    sources: readonly SourceWithoutKeys[],
    readonly facts: LoadFacts,
  ) {
    this.parts = sources.map((source) => new Part(source));
    this.#events = new EventLog(this.#changes, facts.scrub);
    this.#startedAt = facts.clock.now();
  }

  get isEnded(): boolean {
    return this.#ended !== undefined;
  }

  get isStarted(): boolean {
    return this.parts.some(({ runId }) => runId !== undefined);
  }

  hear(event: LoadEvent, part: Part): void {
    const { clock, log } = this.facts;
    const now = clock.now();
    log?.event(event);
    part.hear(event, now);
    this.#events.add(event, this.parts.indexOf(part), now);
  }

  /** Every second while it runs. */
  sample(): void {
    const calls = this.#calls(this.facts.clock.now());
    this.#pace.add({ seq: this.#changes.next(), calls: Math.max(0, calls - this.#sampled) });
    this.#sampled = calls;
  }

  end(outcome: Outcome): void {
    this.#ended = { at: this.facts.clock.now(), outcome };
  }

  view(): LoadView {
    const { request, asked, destination, clock } = this.facts;
    const [numbers, ended] = [this.parts.map((part) => part.numbers(clock.now())), this.#ended];
    return {
      load: this.id,
      kind: request.kind,
      asked,
      state: ended ? 'ended' : 'running',
      startedAt: new Date(this.#startedAt).toISOString(),
      destination,
      calls: numbers.reduce((sum, { calls }) => sum + calls, 0),
      ...(this.stopping && { stopping: this.stopping }),
      ...(ended && { endedAt: new Date(ended.at).toISOString(), outcome: ended.outcome }),
      ...(!ended && doneOf(this.parts, numbers, this.earlier)),
    };
  }

  partViews(): PartView[] {
    return this.parts.map((part) => part.view());
  }

  /** What changed after the change of that number; all of it with 0, and with a number of another load. */
  update(asked: number): LiveUpdate {
    this.#look();
    const { seq } = this.#changes;
    const since = asked > seq ? 0 : asked;
    const after = <T>(key: string) => this.#changes.after<T>(key, since);
    const each = <T>(name: string) =>
      this.parts.flatMap((_, part) => {
        const view = after<T>(`${name} ${part}`);
        return view === undefined ? [] : [{ part, view }];
      });
    const objects = this.parts.flatMap((part, place) =>
      part.view().objects.flatMap((_, object) => {
        const view = after<never>(`object ${place} ${object}`);
        return view === undefined ? [] : [{ part: place, object, view }];
      }),
    );
    const [load, parts, progress] = [
      after<LoadView>('load'),
      each<PartView>('part'),
      each<never>('progress'),
    ];
    const [events, pace] = [
      this.#events.after(since),
      this.#pace.all().filter((sample) => sample.seq > since),
    ];
    return {
      since,
      seq,
      at: new Date(this.facts.clock.now()).toISOString(),
      ...(load && { load }),
      ...(parts.length > 0 && { parts }),
      ...(progress.length > 0 && { progress }),
      ...(objects.length > 0 && { objects }),
      ...(events.length > 0 && { events }),
      ...(pace.length > 0 && { pace }),
    };
  }

  /** Compares every number with what it was when somebody last looked. */
  #look(): void {
    const now = this.facts.clock.now();
    for (const [place, part] of this.parts.entries()) {
      this.#changes.set(`part ${place}`, part.view());
      const { progress, objects } = part.numbers(now);
      if (progress) this.#changes.set(`progress ${place}`, progress);
      for (const [object, counts] of objects.entries())
        this.#changes.set(`object ${place} ${object}`, counts);
    }
    this.#changes.set('load', this.view());
  }

  #calls(now: number): number {
    return this.parts.reduce((sum, part) => sum + part.numbers(now).calls, 0);
  }
}
