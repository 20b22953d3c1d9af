// A service that is watched: its runs are logged, counted and told as those of a load are, and its ticks beside them.

import { notStartedReport } from '../../app/not-started-report.js';
import type { ConfiguredSource } from '../../app/open.js';
import type { ServiceOptions } from '../../app/schedule/service.js';
import type { ConnectionReport } from '../../model/accounts-report.js';
import { DestinationError } from '../../model/errors.js';
import type { FailedEvent, FinishedEvent, ScheduleEvent } from '../../schedule/schedule-events.js';
import type { Watch } from './watch.js';

export class ServiceWatch {
  /** Outcomes in this process by pipeline and connection: also of runs that leave no trace in the history. */
  readonly #outcomes = new Map<string, string>();
  readonly #telling = new Set<Promise<void>>();
  #finished = '';

  constructor(
    private readonly watch: Watch,
    private sources: readonly ConfiguredSource[],
  ) {}

  /** What the service is to be given beside its own. */
  options(): Pick<ServiceOptions, 'onLoadEvent' | 'onProgress' | 'askExpiry'> {
    const { onEvent, onProgress, asksExpiry } = this.watch;
    return {
      onLoadEvent: onEvent,
      onProgress: (source, progress) => onProgress(progress, source),
      askExpiry: asksExpiry,
    };
  }

  /** These are loaded next. */
  take(sources: readonly ConfiguredSource[]): void {
    this.sources = sources;
  }

  /** @param words the event as it is printed */
  observe(event: ScheduleEvent, words: string): void {
    const { kind, ...fields } = event;
    const of = 'reports' in fields ? { ...fields, reports: undefined } : fields;
    this.watch.log.say(kind === 'failed' ? 'error' : 'info', words, { event: `schedule.${kind}`, ...of });
    if (event.kind === 'waiting') this.watch.nextRuns(event.next);
    if (event.kind === 'finished') this.#ended(event);
    if (event.kind === 'failed') this.#failed(event);
  }

  /** All who are to be told have been, or could not be. */
  async settled(): Promise<void> {
    await Promise.all(this.#telling);
  }

  #ended({ schedule, tick, reports }: FinishedEvent): void {
    this.#finished = `${schedule} ${tick}`;
    for (const [index, report] of reports.entries()) {
      const source = this.sources[index];
      if (source) this.#tell(schedule, report, source);
    }
  }

  /** No run was begun, so that there is no report of it; of one that has ended the report is told already. */
  #failed({ schedule, tick, message }: FailedEvent): void {
    const [source] = this.sources;
    if (!source || this.#finished === `${schedule} ${tick}`) return;
    const { connection: name = '' } = source.config;
    this.#tell(schedule, { name, ...notStartedReport(new DestinationError(message), source) }, source);
  }

  #tell(schedule: string, { name, ...report }: ConnectionReport, source: ConfiguredSource): void {
    this.watch.ended(report, source);
    const key = `${schedule} ${name}`;
    const before = this.#outcomes.get(key);
    this.#outcomes.set(key, report.outcome);
    const telling = this.watch.notify(report, source, before).finally(() => this.#telling.delete(telling));
    this.#telling.add(telling);
  }
}
