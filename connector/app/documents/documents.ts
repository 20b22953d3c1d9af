// Downloads the PDFs of billing documents, each once, and records which file is of which document.
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { throughNetwork } from '../../config/network.js';
import { fileName } from '../../destinations/files/manifest.js';
import { createDestination } from '../../destinations/registry.js';
import { type FileStore, fileStore } from '../../destinations/storage/file-store.js';
import { isBucketPath } from '../../destinations/storage/s3-path.js';
import type { Connection } from '../../http/connection.js';
import type { ApiOutcome } from '../../model/api.js';
import type { DestinationSession } from '../../model/destination.js';
import { InterruptedError, noticesOf } from '../../model/errors.js';
import { isObject, type JsonObject } from '../../model/json.js';
import type { Notice } from '../../model/notice.js';
import type { RowOf } from '../../model/own-table.js';
import { problemText } from '../../model/problem-text.js';
import type { RowBatch } from '../../model/table.js';
import { FormatRecorder, openChecked } from '../../state/format.js';
import { DOCUMENTS } from '../../state/history/document-table.js';
import { identifyAccount } from '../account.js';
import { requireState } from '../destination-fit.js';
import { lockHolder } from '../lock-holder.js';
import { type ConfiguredSource, connectSource } from '../open.js';
import { version } from '../package.js';
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.js';
import type { DocumentCounts, DocumentProblem, DocumentsProgress, DocumentsReport } from './report.js';

export interface DocumentsOptions {
  kinds: readonly DocumentKind[];
  /** Days, both included; absent: no bound. */
  from?: string;
  until?: string;
  /** A folder, or `s3://bucket/prefix`. */
  into: string;
  signal?: AbortSignal;
  /** Called once at the start, with a function that tells how far the downloads are. */
  onProgress?: (progress: () => DocumentsProgress) => void;
}

/** Documents that are committed together: an interruption repeats no more than these. */
const GROUP = 25;
const MOST_AT_ONCE = 4;
const SOURCE = 'documents';

/** Throws `ConfigError`, `StopError` or `DestinationError` when it cannot begin. */
export async function downloadDocuments(
  source: ConfiguredSource,
  options: DocumentsOptions,
): Promise<DocumentsReport> {
  const destination = createDestination(source.config.destination);
  requireState(destination, SOURCE);
  const store = storeAt(options.into, source);
  const unlock = await destination.lock(lockHolder(source));
  const connection = connectSource(source, { isPatient: true });
  try {
    const account = await identifyAccount(source, connection.client, options.signal);
    const session = await openChecked(destination);
    try {
      const work = new Downloads({ source, options, store, connection, session, account });
      return await work.run();
    } finally {
      await session.close();
    }
  } finally {
    await connection.close();
    await unlock();
  }
}

/** Object storage has the keys and the network of a destination there. */
function storeAt(into: string, { config }: ConfiguredSource): FileStore {
  if (!isBucketPath(into)) return fileStore({ path: into });
  const configured = isBucketPath(String(config.destination.path)) ? config.destination : { type: 'parquet' };
  return fileStore(throughNetwork({ ...configured, path: into }, config.network));
}

interface Parts {
  source: ConfiguredSource;
  options: DocumentsOptions;
  store: FileStore;
  connection: Connection;
  session: DestinationSession;
  account: string;
}

type Row = RowOf<typeof DOCUMENTS>;
type Result = { row: Row } | { state: 'withoutLink' | 'gone' } | { problem: DocumentProblem };

class Downloads {
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #report: DocumentsReport;
  readonly #format: FormatRecorder;

  constructor(private readonly parts: Parts) {
    const { source, store, account } = parts;
    const { connection, http } = source.config;
    this.#limit = pLimit(Math.min(http.concurrency, MOST_AT_ONCE));
    this.#format = new FormatRecorder({ version: version(), now: () => source.clock.now() });
    this.#report = {
      ...{ outcome: 'complete', account, place: store.location, kinds: {}, problems: [], reasons: [] },
      ...{ bytes: 0, calls: 0 },
      ...(connection === undefined ? {} : { connection }),
    };
  }

  async run(): Promise<DocumentsReport> {
    const { session, options, connection } = this.parts;
    await this.#format.open(session);
    await session.prepare([DOCUMENTS.schema]);
    const report = this.#report;
    options.onProgress?.(() => this.#progress());
    try {
      const present = await this.#present();
      for (const kind of options.kinds) await this.#kind(kind, present);
      report.outcome = report.problems.length > 0 ? 'incomplete' : 'complete';
    } catch (error) {
      const isInterrupted = error instanceof InterruptedError || options.signal?.aborted === true;
      report.reasons = isInterrupted ? [INTERRUPTED] : noticesOf(error);
      report.outcome = isInterrupted ? 'incomplete' : 'failed';
    }
    report.calls = connection.client.statistics().calls;
    return report;
  }

  #progress(): DocumentsProgress {
    const { bytes, kinds } = this.#report;
    const { calls } = this.parts.connection.client.statistics();
    const kind = this.parts.options.kinds.findLast((each) => kinds[each] !== undefined);
    return { ...(kind && { kind, counts: kinds[kind] }), bytes, calls };
  }

  /** Those that are in this place already, as `kind id`. */
  async #present(): Promise<Set<string>> {
    const { session, account, store } = this.parts;
    const found = new Set<string>();
    for await (const { kind, id, place } of DOCUMENTS.read(session, { where: { account } }))
      if (place === store.location) found.add(`${kind} ${id}`);
    return found;
  }

  async #kind(kind: DocumentKind, present: ReadonlySet<string>): Promise<void> {
    const counts = { listed: 0, present: 0, downloaded: 0, withoutLink: 0, gone: 0, failed: 0 };
    this.#report.kinds[kind] = counts;
    const ids = await this.#list(kind);
    const wanted = ids.filter((id) => !present.has(`${kind} ${id}`));
    counts.listed = ids.length;
    counts.present = ids.length - wanted.length;
    for (let start = 0; start < wanted.length; start += GROUP) {
      this.parts.options.signal?.throwIfAborted();
      await this.#group(kind, wanted.slice(start, start + GROUP), counts);
    }
  }

  async #list(kind: DocumentKind): Promise<string[]> {
    const { from, until } = this.parts.options;
    const query = {
      ...(from === undefined ? {} : { 'date.from': `${from}T00:00:00Z` }),
      ...(until === undefined ? {} : { 'date.to': `${until}T23:59:59Z` }),
    };
    const { list } = DOCUMENT_KINDS[kind];
    const outcome = await this.#call(list, list, query);
    if (outcome.outcome === 'skip') {
      this.#report.problems.push({ kind, reason: outcome.reason, message: problemText(outcome.problem) });
      return [];
    }
    return [...new Set(Array.from(outcome.body.items(), String))];
  }

  /** What is whole is committed, also where another document of the group ends the work. */
  async #group(kind: DocumentKind, ids: readonly string[], counts: DocumentCounts): Promise<void> {
    const settled = await Promise.allSettled(ids.map((id) => this.#limit(() => this.#document(kind, id))));
    const results = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const rows = results.flatMap((each) => ('row' in each ? [each.row] : []));
    if (rows.length > 0) await this.#commit(rows);
    for (const result of results) {
      if ('row' in result) {
        counts.downloaded++;
        this.#report.bytes += result.row.bytes;
      } else if ('state' in result) counts[result.state]++;
      else {
        counts.failed++;
        this.#report.problems.push(result.problem);
      }
    }
    const broken = settled.find((each) => each.status === 'rejected');
    if (broken) throw broken.reason;
  }

  async #commit(rows: readonly Row[]): Promise<void> {
    const batches: RowBatch[] = [DOCUMENTS.batch(rows), ...this.#format.slice()];
    async function* all() {
      yield* batches;
    }
    await this.parts.session.commit({ runId: SOURCE, batches: all() });
    this.#format.committed();
  }

  async #document(kind: DocumentKind, id: string): Promise<Result> {
    const { connection, options } = this.parts;
    // A link may have expired: then the object is read once more, for a new one.
    for (let reading = 1; ; reading++) {
      const object = await this.#object(kind, id);
      if (object.outcome === 'skip') {
        if (object.reason === 'gone' || object.reason === 'absent') return { state: 'gone' };
        return { problem: { kind, id, reason: object.reason, message: problemText(object.problem) } };
      }
      const { pdfUrl, date } = objectOf(object);
      if (typeof pdfUrl !== 'string' || pdfUrl === '') return { state: 'withoutLink' };
      const found = await connection.download(pdfUrl, { source: SOURCE, signal: options.signal });
      if (found.outcome === 'ok') return { row: await this.#store(kind, id, date, found.bytes) };
      if (found.reason === 'refused' && reading === 1) continue;
      return { problem: { kind, id, reason: 'failed', message: `PDF: ${problemText(found.problem)}` } };
    }
  }

  async #store(kind: DocumentKind, id: string, date: unknown, bytes: Uint8Array): Promise<Row> {
    const { account, store, source } = this.parts;
    const instant = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    const year = typeof date === 'string' ? (/^\d{4}/.exec(date)?.[0] ?? 'undated') : 'undated';
    const file = `${account.replace(/[^\w-]/g, '_')}/${kind}/${year}/${fileName(id, 'pdf')}`;
    await store.put(file, bytes);
    return {
      ...{ account, kind, id, place: store.location, file, bytes: bytes.length },
      ...(Number.isNaN(instant) ? {} : { date: instant }),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      downloadedAt: source.clock.now(),
    };
  }

  #object(kind: DocumentKind, id: string): Promise<ApiOutcome> {
    const route = DOCUMENT_KINDS[kind].object;
    return this.#call(route.replace(/\{\w+\}/, encodeURIComponent(id)), route);
  }

  #call(path: string, route: string, query?: Record<string, string>): Promise<ApiOutcome> {
    const { connection, options } = this.parts;
    return connection.client.call({
      method: 'GET',
      path,
      route,
      query,
      source: SOURCE,
      signal: options.signal,
    });
  }
}

const INTERRUPTED: Notice = {
  code: 'interrupted',
  message: 'interrupted: what was downloaded is recorded, and the next run goes on from there',
};

function objectOf(outcome: Extract<ApiOutcome, { outcome: 'ok' }>): JsonObject {
  const value = outcome.body.value();
  return isObject(value) ? value : {};
}
