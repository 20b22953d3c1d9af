// One connection of a load, and its run: what is shown of it while it runs, and after.
import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import { effectivePace } from '../../../connector/model/budget.js';
import type { LoadEvent } from '../../../connector/model/events/events.js';
import type { Notice } from '../../../connector/model/notice.js';
import type { RunReport } from '../../../connector/model/report.js';
import { RecentPace } from '../../../connector/run/recent-pace.js';
import type { RunProgress } from '../../../connector/run/run-state.js';
import type { Note, ObjectCounts, ObjectPlan, PartProgress, PartView, TreeView } from '../../contract/run.js';
import { planObjects } from './plan-objects.js';

const MOST_NOTES = 200;

export class Part {
  #state: PartView['state'] = 'waiting';
  #begun: { runId: string; account: string; startedAt: string } | undefined;
  #progress: (() => RunProgress) | undefined;
  #objects: ObjectPlan[];
  #end: Pick<PartView, 'endedAt' | 'outcome' | 'interrupted' | 'reasons' | 'warnings'> | undefined;
  #last: PartNumbers = { calls: 0, objects: [] };
  #pace = new RecentPace();
  #root = '';
  readonly #connection: Pick<PartView, 'connection' | 'account' | 'callsPerSecond'>;

  constructor({ config, plan }: SourceWithoutKeys) {
    const { connection, account, budget } = config;
    this.#objects = planObjects(plan);
    this.#connection = {
      ...(connection !== undefined && { connection }),
      ...(account !== undefined && { account }),
      callsPerSecond: effectivePace(budget),
    };
  }

  get runId(): string | undefined {
    return this.#begun?.runId;
  }

  get isEnded(): boolean {
    return this.#end !== undefined;
  }

  begin(): void {
    this.#state = 'starting';
  }

  hear(event: LoadEvent, at: number): void {
    if (event.event !== 'run.started') return;
    const { runId, account, sources } = event;
    this.#begun = { runId, account, startedAt: new Date(at).toISOString() };
    this.#state = 'running';
    this.#only(sources);
  }

  follow(progress: () => RunProgress): void {
    this.#progress = progress;
  }

  /** Its numbers are kept, and nothing of the run itself. */
  end(report: RunReport): void {
    const { runId, account, startedAt, endedAt, outcome, interrupted } = report;
    this.#progress = undefined;
    this.#state = runId === '' ? 'not-started' : 'ended';
    this.#end = {
      ...{ endedAt, outcome, reasons: notesOf(report.reasons), warnings: notesOf(report.warnings) },
      ...(interrupted && { interrupted }),
    };
    if (runId === '') return;
    this.#begun = { runId, account, startedAt };
    this.#only(report.sources.map(({ name }) => name));
    this.#last = ofReport(report, this.#objects);
  }

  view(): PartView {
    return {
      ...this.#connection,
      ...this.#begun,
      state: this.#state,
      objects: this.#objects,
      ...(this.#end ?? { reasons: [], warnings: [] }),
    };
  }

  /** Of now, and of the end once it has ended. */
  numbers(now: number): PartNumbers {
    return this.#progress ? this.#ofProgress(this.#progress(), now) : this.#last;
  }

  #ofProgress({ trees, sources, statistics, rows, slices }: RunProgress, now: number): PartNumbers {
    return {
      calls: statistics.calls,
      progress: {
        ...callsOf(statistics),
        rows,
        slices,
        trees: trees.map(({ root, stage, rootsListed: listed, rootsDone: done, calls }) => ({
          ...{ root, stage, listed, done, calls },
          ...(stage === 'reading' && this.#left(root, listed, done, now)),
        })),
      },
      objects: sources.map(({ name: _, ...counts }) => counts),
    };
  }

  /** Of the tree that is read: its roots get done at this pace. */
  #left(root: string, listed: number, done: number, now: number): { secondsLeft?: number } {
    if (root !== this.#root) {
      this.#root = root;
      this.#pace = new RecentPace();
    }
    this.#pace.add(now, done);
    const pace = this.#pace.perSecond(now) ?? 0;
    return pace > 0 && listed > done ? { secondsLeft: Math.ceil((listed - done) / pace) } : {};
  }

  /** A retry reads a part of the plan. */
  #only(names: readonly string[]): void {
    const read = new Map(this.#objects.map((each) => [each.name, each]));
    const found = names.flatMap((name) => read.get(name) ?? []);
    const trees = [...new Set(found.map(({ tree }) => tree))];
    this.#objects = found.map((each) => ({ ...each, tree: trees.indexOf(each.tree) }));
  }
}

export interface PartNumbers {
  calls: number;
  progress?: PartProgress;
  /** In the order of the objects of the view. */
  objects: ObjectCounts[];
}

function ofReport({ calls, slices, sources }: RunReport, objects: readonly ObjectPlan[]): PartNumbers {
  const roots = objects.filter(({ depth }) => depth === 0);
  return {
    calls: calls.calls,
    progress: {
      ...callsOf(calls),
      rows: sources.reduce((sum, { rows }) => sum + rows, 0),
      slices,
      trees: roots.map((root): TreeView => {
        const listed = sources.find(({ name }) => name === root.name)?.ledger.listed ?? 0;
        return { root: root.name, stage: 'done', listed, done: listed, calls: 0 };
      }),
    },
    objects: sources.map(({ ledger, accepted, rows, reads, calls: ways }) => ({
      ...{ ledger, rows, reads, calls: ways },
      ...(accepted && { accepted }),
    })),
  };
}

function callsOf(statistics: RunProgress['statistics']) {
  const { calls, retries, byStatus, budgetWaitMs, retryWaitMs } = statistics;
  const seconds = (ms: number) => Math.round(ms / 100) / 10;
  return {
    ...{ calls, retries, throttled: byStatus['429'] ?? 0 },
    ...{ budgetWaitSeconds: seconds(budgetWaitMs), retryWaitSeconds: seconds(retryWaitMs) },
  };
}

/** A fault of the connector is told without its stack, which the terminal has. */
export function notesOf(notices: readonly Notice<string>[]): Note[] {
  return notices.slice(0, MOST_NOTES).map(({ code, source, count, message }) => ({
    code,
    ...(source !== undefined && { source }),
    ...(count !== undefined && { count }),
    message: code === 'unexpected' ? (message.split('\n')[0] ?? '') : message,
  }));
}
