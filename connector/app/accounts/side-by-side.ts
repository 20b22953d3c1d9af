// Works that are done at the same time, a few of many.

export interface Work {
  work: () => Promise<void>;
  /** Works with the same one are done one after another. */
  alone?: object;
}

/** Begins them in their order, but for those that wait for another. Rejects with the first error, when the begun have ended. */
export async function sideBySide(works: readonly Work[], concurrency: number): Promise<void> {
  const waiting = [...works];
  const taken = new Set<object>();
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const isFree = ({ alone }: Work) => alone === undefined || !taken.has(alone);
  const begin = ({ work, alone }: Work) => {
    if (alone) taken.add(alone);
    const run = work()
      .catch((error: unknown) => {
        errors.push(error);
        waiting.length = 0;
      })
      .finally(() => {
        if (alone) taken.delete(alone);
        running.delete(run);
      });
    running.add(run);
  };
  while (waiting.length + running.size > 0) {
    const next = running.size < concurrency ? waiting.findIndex(isFree) : -1;
    const [work] = next < 0 ? [] : waiting.splice(next, 1);
    if (work) begin(work);
    else await Promise.race(running);
  }
  if (errors.length > 0) throw errors[0];
}
