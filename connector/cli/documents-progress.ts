// Progress of the downloads of documents, kind by kind.
import type { DocumentsProgress } from '../app/documents/report.js';
import { RecentPace } from '../run/recent-pace.js';
import { askedOf, documentsProgressText } from './documents-text.js';
import { LiveProgress } from './live-progress.js';
import { note } from './output.js';

export class DocumentsLine {
  readonly #live = new LiveProgress();
  #kind: string | undefined;
  #pace = new RecentPace();

  /** @param title start of the line: the connection, where there are several */
  constructor(private readonly title?: string) {}

  start(progressOf: () => DocumentsProgress): void {
    this.#live.start((now) => {
      const line = this.#line(progressOf(), now);
      return { lines: () => [line], say: () => note(line) };
    });
  }

  stop(): void {
    this.#live.stop();
  }

  #line(progress: DocumentsProgress, now: number): string {
    if (progress.kind !== this.#kind) {
      this.#kind = progress.kind;
      this.#pace = new RecentPace();
    }
    this.#pace.add(now, progress.counts ? askedOf(progress.counts) : 0);
    const seconds = (now - this.#live.startedAt) / 1000;
    const words = documentsProgressText(progress, seconds, this.#pace.perSecond(now));
    return this.title === undefined ? words : `${this.title}: ${words}`;
  }
}
