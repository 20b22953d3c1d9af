// The questions of the benchmark. Each answers with its measurements, the rows of its table, and its bars.
import { measureLoad, withSandbox } from './measure.mjs';

/** Bills that every account of the sandbox has, whatever is asked for: its named cases. */
const NAMED_BILLS = 35;
/** The pace of a configuration that says nothing, and the limit of the server. */
const PACE = 18;
const RATE = 20;

const account = (bills) => ({ bills: bills - NAMED_BILLS });

/** Which strategy needs how many calls, and how long is that? */
export async function strategies({ bills, full, quick }) {
  const loads = await withSandbox(account(bills), async (sandbox) => {
    const measured = [];
    for (const strategy of ['auto', 'expanded', 'batch', 'single'])
      measured.push(await measureLoad(sandbox, { strategy }));
    return measured;
  });
  for (const load of loads) {
    const isRun = !quick && (full || load.strategy === 'auto');
    const paced = isRun ? await pacedLoad(bills, load.strategy) : undefined;
    load.callsPerThousandRows = (load.calls / load.rows) * 1000;
    load.paced = {
      computed: !isRun,
      callsPerSecond: PACE,
      seconds: paced?.seconds ?? (load.calls + load.otherCalls) / PACE,
    };
  }
  const [auto, expanded, , single] = loads;
  const { bill_ids: n, bill_details: m } = single.listed;
  const most = quick ? Math.floor(single.calls / 10) : n / 20;
  return {
    title: `Calls and time by strategy: ${number(n)} bills, ${number(m)} lines, ${number(single.rows)} rows`,
    heads: [
      'strategy',
      'calls',
      'other calls',
      'calls for 1,000 rows',
      'seconds, no limit',
      `seconds, ${PACE} calls/s`,
    ],
    rows: loads.map((load) => [
      load.strategy,
      number(load.calls),
      number(load.otherCalls),
      load.callsPerThousandRows.toFixed(1),
      load.seconds.toFixed(1),
      `${number(Math.round(load.paced.seconds))}${load.paced.computed ? ' (computed)' : ''}`,
    ]),
    bars: [
      bar('single: exactly 1 + n + n + m calls', single.calls === 1 + n + n + m, {
        is: single.calls,
        bar: 1 + n + n + m,
      }),
      bar(
        quick ? 'auto: at most a tenth of the calls of single' : 'auto: at most 1 call for 20 bills',
        auto.calls <= most,
        {
          is: auto.calls,
          bar: most,
        },
      ),
      ...(quick ? [] : [atMost('expanded alone: at most 2.02 calls a bill', expanded.calls, n * 2.02)]),
    ],
    loads,
  };
}

function pacedLoad(bills, strategy) {
  return withSandbox({ ...account(bills), rate: RATE }, (sandbox) =>
    measureLoad(sandbox, { strategy, callsPerSecond: PACE }),
  );
}

/** Is the budget used, and never exceeded? A pace that is the limit itself is shown, and has no bar. */
export async function budget({ paceBills, quick }) {
  const loads = [];
  for (const callsPerSecond of quick ? [PACE] : [PACE, RATE]) {
    const load = await withSandbox({ ...account(paceBills), rate: RATE, lines: 1 }, (sandbox) =>
      measureLoad(sandbox, { strategy: 'single', callsPerSecond }),
    );
    loads.push({
      ...load,
      use: (load.calls + load.otherCalls) / (load.seconds * callsPerSecond),
    });
  }
  const [standard] = loads;
  const bars = [
    atMost(`the server counts at most ${RATE} calls in any second`, standard.mostInAnySecond, RATE),
    atMost('no call is answered 429', standard.answered429, 0),
  ];
  // What a run of a few seconds uses is its start and its end.
  if (!quick)
    bars.push(
      bar('at least 0.97 of the budget is used', standard.use >= 0.97, { is: standard.use, bar: 0.97 }),
    );
  return {
    title: `Use of the budget: single calls against a limit of ${RATE} a second`,
    heads: ['calls/s asked for', 'calls', 'seconds', 'budget used', 'most in any second', 'answered 429'],
    rows: loads.map((load) => [
      String(load.callsPerSecond),
      number(load.calls + load.otherCalls),
      load.seconds.toFixed(1),
      load.use.toFixed(3),
      String(load.mostInAnySecond),
      String(load.answered429),
    ]),
    bars,
    loads,
  };
}

/** How fast is the engine, and what does it hold in memory? */
export async function engine({ engineBills, quick }) {
  const loads = [];
  for (const bills of engineBills) {
    const load = await withSandbox(account(bills), (sandbox) => measureLoad(sandbox));
    loads.push({
      ...load,
      rowsPerSecond: load.rows / load.seconds,
      cpuSecondsPer100000Rows: (load.cpuSeconds / load.rows) * 100_000,
      cpuShare: load.cpuSeconds / load.seconds,
      sandboxCpuShare: load.sandboxCpuSeconds / load.seconds,
    });
  }
  const first = loads.at(0).peakMegabytes;
  const last = loads.at(-1).peakMegabytes;
  return {
    title: 'The engine: no limit, strategy auto, into SQLite',
    heads: ['rows', 'rows/s', 'CPU s for 100,000 rows', 'peak MB', 'busy: load', 'busy: sandbox'],
    rows: loads.map((load) => [
      number(load.rows),
      number(Math.round(load.rowsPerSecond)),
      load.cpuSecondsPer100000Rows.toFixed(1),
      number(Math.round(load.peakMegabytes)),
      percent(load.cpuShare),
      percent(load.sandboxCpuShare),
    ]),
    bars: quick ? [] : [atMost('peak memory: at most 1.25 × the smallest + 50 MB', last, first * 1.25 + 50)],
    loads,
  };
}

/** How do calls and time grow with the account? */
export async function growth({ growthBills }) {
  const loads = [];
  for (const bills of growthBills) {
    loads.push(await withSandbox(account(bills), (sandbox) => measureLoad(sandbox)));
  }
  const [first] = loads;
  return {
    title: 'Growth: strategy auto, no limit',
    heads: ['bills', 'rows', 'calls', 'calls for 1,000 rows', 'seconds', 'rows ×', 'calls ×', 'seconds ×'],
    rows: loads.map((load) => [
      number(load.listed.bill_ids),
      number(load.rows),
      number(load.calls),
      ((load.calls / load.rows) * 1000).toFixed(1),
      load.seconds.toFixed(2),
      ...['rows', 'calls', 'seconds'].map((key) => (load[key] / first[key]).toFixed(1)),
    ]),
    bars: [
      bar(
        'calls grow no faster than rows',
        loads.every((load) => load.calls / first.calls <= load.rows / first.rows),
        {
          is: loads.at(-1).calls / first.calls,
          bar: loads.at(-1).rows / first.rows,
        },
      ),
    ],
    loads,
  };
}

function bar(text, met, numbers) {
  return { text, met, ...numbers };
}

export function atMost(text, is, most) {
  return bar(text, is <= most, { is, bar: most });
}

export function number(value) {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}
