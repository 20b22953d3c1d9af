// Sizes of pages that a route refuses: smaller ones are tried, and used from then on.
import type { ApiOutcome } from '../../model/api.js';

const SMALLER = [500, 200, 100, 50, 25, 10];

/** Answers that may be about the size of the page: bad request, too large, not satisfiable, not processable. */
const ABOUT_THE_REQUEST = new Set([400, 413, 416, 422]);

export interface RefusedSize {
  source: string;
  wanted: number;
  /** The size that was taken in its place; undefined: the API's own. */
  size: number | undefined;
}

/** Whether a refusal may be about the size of the page. */
export function mayBeSize(outcome: ApiOutcome): boolean {
  return (
    outcome.outcome === 'skip' &&
    outcome.reason === 'failed' &&
    ABOUT_THE_REQUEST.has(outcome.problem.status ?? 0)
  );
}

export class PageSizes {
  readonly #taken = new Map<string, RefusedSize>();
  /** Routes that have taken the wanted size, or refuse any. */
  readonly #settled = new Set<string>();

  /**
   * The first page of a list, in a size that the route takes.
   * @param wanted undefined: the API's own size
   * @param canBeAny the request may name no size at all
   * @param ask asks for the first page in this size
   */
  async firstPage(
    { route, source = route }: { route: string; source?: string },
    wanted: number | undefined,
    canBeAny: boolean,
    ask: (size: number | undefined) => Promise<ApiOutcome>,
  ): Promise<{ outcome: ApiOutcome; size: number | undefined }> {
    const taken = this.#taken.get(route);
    const size = taken ? taken.size : wanted;
    const outcome = await ask(size);
    if (wanted === undefined || taken || this.#settled.has(route)) return { outcome, size };
    if (mayBeSize(outcome)) {
      for (const smaller of [...SMALLER.filter((each) => each < wanted), ...(canBeAny ? [undefined] : [])]) {
        const other = await ask(smaller);
        if (other.outcome === 'skip') continue;
        this.#taken.set(route, { source, wanted, size: smaller });
        return { outcome: other, size: smaller };
      }
    }
    if (outcome.outcome === 'ok' || mayBeSize(outcome)) this.#settled.add(route);
    return { outcome, size };
  }

  refused(): RefusedSize[] {
    return [...this.#taken.values()];
  }
}
