// The week of a schedule: what ran, with its outcome, and what comes. The tables beside it say the same in words.
import type { PipelineEntry } from '../../contract/draft.js';
import type { ScheduledRunLine } from '../../contract/schedule.js';
import { language, t } from '../state/language.js';

interface WeekProps {
  schedule: readonly PipelineEntry[];
  runs: readonly ScheduledRunLine[];
  /** Instant, ISO 8601. */
  now: string;
}

/** The worst comes last: it stands for all runs of a time. */
const STATES = ['complete', 'running', 'incomplete', 'failed'] as const;
type State = (typeof STATES)[number] | 'to-come';

interface Mark {
  /** Day, `2026-11-04`, in the zone of the schedule. */
  day: string;
  /** Of the day that has passed by then. */
  share: number;
  state: State;
}

export function Week({ schedule, runs, now }: WeekProps) {
  const words = t.value.source;
  const zoneOf = ({ fields }: PipelineEntry) => known(String(fields.timeZone ?? 'UTC'));
  const [first] = schedule;
  if (!first) return null;
  const today = placeOf(now, zoneOf(first)).day;
  const days = weekOf(today);
  const rows = schedule.map((pipeline) => {
    const zone = zoneOf(pipeline);
    const name = String(pipeline.fields.name ?? 'all');
    const past = byTick(runs.filter((run) => run.pipeline === name || schedule.length === 1));
    const marks: Mark[] = [
      ...[...past].map(([tick, state]) => ({ ...placeOf(tick, zone), state })),
      ...pipeline.week.map((tick) => ({ ...placeOf(tick, zone), state: 'to-come' as const })),
    ];
    return { name, marks: marks.filter(({ day }) => days.includes(day)) };
  });
  const shown = new Set(rows.flatMap(({ marks }) => marks.map(({ state }) => state)));
  return (
    <>
      <div class="week" role="img" aria-label={rows.map((row) => told(row, days)).join('; ')}>
        <span />
        {days.map((day) => (
          <span key={day} class={day === today ? 'now' : undefined}>
            {dayName(day)}
          </span>
        ))}
        {rows.map(({ name, marks }) => [
          <span key={name} class="mono trunc" title={name}>
            {name}
          </span>,
          ...days.map((day) => (
            <span key={`${name} ${day}`}>
              {marks
                .filter((mark) => mark.day === day)
                .map(({ share, state }) => (
                  <i key={`${share} ${state}`} class={state} style={{ left: `${share * 100}%` }} />
                ))}
            </span>
          )),
        ])}
      </div>
      <p class="legend" aria-hidden="true">
        {[...STATES, 'to-come' as const]
          .filter((state) => shown.has(state))
          .map((state) => (
            <span key={state}>
              <i class={`mark ${state}`} />
              {words.weekStates[state]}
            </span>
          ))}
      </p>
    </>
  );
}

/** For each time the worst outcome of its runs. */
function byTick(runs: readonly ScheduledRunLine[]): Map<string, State> {
  const found = new Map<string, State>();
  for (const { tick, outcome } of runs) {
    const places = [found.get(tick) ?? outcome, outcome].map((each) =>
      STATES.indexOf(each as (typeof STATES)[number]),
    );
    found.set(tick, STATES[Math.max(...places)] ?? 'running');
  }
  return found;
}

/** `billing: Mon 2 complete, Tue 3 incomplete; to come: Wed 4, Thu 5`. */
function told({ name, marks }: { name: string; marks: readonly Mark[] }, days: readonly string[]): string {
  const { weekStates, weekToCome, weekNothing } = t.value.source;
  const of = (day: string, isToCome: boolean) =>
    marks.filter((mark) => mark.day === day && (mark.state === 'to-come') === isToCome);
  const past = days.flatMap((day) => {
    const states = STATES.filter((state) => of(day, false).some((mark) => mark.state === state));
    return states.length === 0
      ? []
      : [`${dayName(day)} ${states.map((state) => weekStates[state]).join(', ')}`];
  });
  const coming = days.filter((day) => of(day, true).length > 0).map(dayName);
  const parts = [...past, ...(coming.length > 0 ? [weekToCome(coming.join(', '))] : [])];
  return `${name}: ${parts.length > 0 ? parts.join(', ') : weekNothing}`;
}

/** From Monday to Sunday. */
function weekOf(day: string): string[] {
  const date = new Date(`${day}T00:00:00Z`);
  const monday = date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MS;
  return Array.from({ length: 7 }, (_, at) => new Date(monday + at * DAY_MS).toISOString().slice(0, 10));
}

const DAY_MS = 86_400_000;

const dayName = (day: string): string =>
  new Intl.DateTimeFormat(language.value === 'fr' ? 'fr-FR' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`));

/** A zone that the browser knows. */
function known(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}

function placeOf(instant: string, timeZone: string): { day: string; share: number } {
  const parts = new Intl.DateTimeFormat('en', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone },
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const minutes = Number(part('hour')) * 60 + Number(part('minute'));
  return { day: `${part('year')}-${part('month')}-${part('day')}`, share: minutes / 1440 };
}
