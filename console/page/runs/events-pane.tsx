// What happened in a run, the newest first, from a chosen level on.
import type { RunEvent } from '../../contract/run.js';
import { Icon } from '../../ui/icons.js';
import { query, setQuery } from '../state/address.js';
import { f, language, t } from '../state/language.js';
import { tenths, timeOf } from './times.js';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
const SHOWN = 200;

export function EventsPane({ events, part }: { events: readonly RunEvent[]; part: number }) {
  const { run: words } = t.value.runs;
  const asked = LEVELS.find((level) => level === query.value.get('level')) ?? 'info';
  const least = LEVELS.indexOf(asked);
  const met = events.filter((each) => each.part === part && LEVELS.indexOf(each.level) >= least);
  return (
    <section class="pane" aria-label={words.events}>
      <header>
        <h3 class="grow">{words.events}</h3>
        <select
          class="in"
          aria-label={words.level}
          value={asked}
          onChange={({ currentTarget: { value } }) => setQuery({ level: value === 'info' ? '' : value })}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {words.levels[level]}
            </option>
          ))}
        </select>
      </header>
      {met.length === 0 && (
        <p class="gauge muted small">{events.length === 0 ? words.eventsGone : words.noEvents}</p>
      )}
      <ul class="evt" tabIndex={met.length > 0 ? 0 : undefined} aria-label={words.events}>
        {met
          .slice(-SHOWN)
          .reverse()
          .map((each) => (
            <li key={each.seq} class={each.level}>
              <time dateTime={each.at}>{timeOf(each.at)}</time>
              <span>
                {(each.level === 'warn' || each.level === 'error') && <Icon name="alert" small />}
                {textOf(each)}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** In the language of the page where the event is known; otherwise as the library says it. */
function textOf({ event, values, text }: RunEvent): string {
  if (language.value === 'en') return text;
  const { events, state, outcomes } = t.value.runs;
  const of = (name: string) => {
    const value = values[name];
    return typeof value === 'number' ? f.value.count(value) : String(value ?? '');
  };
  const word = <T extends object>(words: T, name: string) => words[name as keyof T] ?? name;
  switch (event) {
    case 'run.started':
      return events[event](String(values.sources ?? ''), of('account'));
    case 'run.ended':
      return events[event](String(word(outcomes, of('outcome'))), of('rows'));
    case 'slice.committed':
      return events[event](of('slice'), of('rows'));
    case 'object.missing':
      return events[event](String(word(state, of('reason'))), `${of('id')} ${of('message')}`);
    case 'columns.changed':
      return events[event](of('table'), [of('added'), of('widened')].filter(Boolean).join(', '));
    case 'call.retried':
    case 'call.throttled':
      return events[event](of('path'), tenths(Number(values.waitMs) / 1000));
    case 'pace.lowered':
      return events[event](of('route'), tenths(Number(values.lowestPace)));
    case 'strategy.refused':
      return events[event](of('strategy'), of('route'));
    case 'notification.sent':
    case 'notification.failed':
      return events[event](of('way'));
    default:
      return text;
  }
}
