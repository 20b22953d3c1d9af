// A table of runs: rows in view are in the page; arrows and letters move, Enter opens.
import { useRef, useState } from 'preact/hooks';
import type { RunLine } from '../../contract/history.js';
import { runAddress } from '../runs/addresses.js';
import { OutcomeChip } from '../runs/outcome-chip.js';
import { dayOf, lasting, timeOf } from '../runs/times.js';
import { useShortcut } from '../shell/shortcuts.js';
import { go } from '../state/address.js';
import { f, t } from '../state/language.js';
import { reveal, useRowHeight, useWindow } from '../windowed/window-of-list.js';

export const kindOf = ({ kind, backfill }: RunLine): string => (backfill ? 'backfill' : kind);

export function RunTable({ runs: all }: { runs: readonly RunLine[] }) {
  const { list } = t.value.runs;
  const scroller = useRef<HTMLDivElement>(null);
  const height = useRowHeight('--line-row');
  const { first, last } = useWindow(scroller, all.length, height);
  const [active, setActive] = useState(0);
  const several = all.some(({ connection }) => connection !== undefined);
  const move = (step: number) => {
    const next = Math.max(0, Math.min(all.length - 1, active + step));
    setActive(next);
    reveal(scroller.current, next, height);
  };
  const open = () => {
    const run = all[active];
    if (run) go(runAddress(run.runId));
  };
  useShortcut('next', () => move(1));
  useShortcut('previous', () => move(-1));
  useShortcut('open', open);
  const heads: [text: string, name: string][] = [
    [list.started, ''],
    [list.outcome, ''],
    [list.asked, 'no-m'],
    [list.whose, 'no-m'],
    [list.rows, 'n no-m'],
    [list.missing, 'n'],
    [list.calls, 'n no-m'],
    [list.took, 'n no-m'],
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: no landmark, and no fieldset
    <div
      class="gbody"
      role="group"
      aria-label={t.value.runs.title}
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onKeyDown={(event) => {
        const steps: Record<string, number> = {
          ArrowDown: 1,
          ArrowUp: -1,
          Home: -all.length,
          End: all.length,
        };
        const step = steps[event.key];
        if (step !== undefined) move(step);
        else if (event.key === 'Enter' && event.target === event.currentTarget) open();
        else return;
        event.preventDefault();
      }}
    >
      <table class="rl" aria-rowcount={all.length + 1}>
        <thead>
          <tr>
            {heads.map(([text, name]) => (
              <th key={text} scope="col" class={name}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} height={height} />
          {all.slice(first, last).map((run, offset) => (
            <Line
              key={run.runId}
              run={run}
              place={first + offset}
              isActive={first + offset === active}
              several={several}
            />
          ))}
          <Gap rows={all.length - last} height={height} />
        </tbody>
      </table>
    </div>
  );
}

/** In place of rows that are not in view. */
function Gap({ rows, height }: { rows: number; height: number }) {
  if (rows <= 0) return null;
  return <tr class="gap" style={{ height: `${rows * height}px` }} />;
}

interface LineProps {
  run: RunLine;
  place: number;
  isActive: boolean;
  several: boolean;
}

function Line({ run, place, isActive, several }: LineProps) {
  const { list } = t.value.runs;
  const { runId, outcome, startedAt, account, connection, rows, missing, calls, seconds } = run;
  return (
    <tr class={isActive ? 'hit on' : 'hit'} aria-rowindex={place + 2}>
      <th scope="row">
        <a href={runAddress(runId)} title={runId}>
          {dayOf(startedAt)}, {timeOf(startedAt)}
        </a>
      </th>
      <td title={outcome === 'running' ? list.elsewhere : undefined}>
        <OutcomeChip of={outcome} />
      </td>
      <td class="no-m trunc">
        <Asked run={run} />
      </td>
      <td class="no-m trunc mono">{several ? `${connection ?? '–'} · ${account}` : account}</td>
      <td class="n no-m">{f.value.count(rows)}</td>
      <td class="n">{missing > 0 ? <b class="warn">{f.value.count(missing)}</b> : '–'}</td>
      <td class="n no-m">{f.value.count(calls)}</td>
      <td class="n no-m">{lasting(seconds)}</td>
    </tr>
  );
}

/** What was asked for, in a few words. */
export function Asked({ run }: { run: RunLine }) {
  const { kinds, list } = t.value.runs;
  const { retryOf, objects } = run;
  const kind = kindOf(run);
  return (
    <>
      <b>{kinds[kind as keyof typeof kinds] ?? kind}</b>{' '}
      <span class="muted">
        {retryOf !== undefined && `${list.of(retryOf)}, `}
        {objects === undefined
          ? list.everything
          : objects.length > 3
            ? list.objects(f.value.count(objects.length))
            : objects.join(', ')}
      </span>
    </>
  );
}
