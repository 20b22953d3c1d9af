// Progress of the downloads of documents, kind by kind.
import type { DocumentsProgress } from '../app/documents/report.js';
import { documentsProgressText } from './documents-text.js';
import { LiveProgress } from './live-progress.js';
import { note } from './output.js';

export class DocumentsLine {
  readonly #live = new LiveProgress();
  #kind: string | undefined;
  #kindSince = this.#live.startedAt;

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
      this.#kindSince = now;
    }
    const seconds = (now - this.#live.startedAt) / 1000;
    const words = documentsProgressText(progress, seconds, (now - this.#kindSince) / 1000);
    return this.title === undefined ? words : `${this.title}: ${words}`;
  }
}
