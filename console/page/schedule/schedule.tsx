// Schedule: when `serve` loads the source, or a part of it; its week, and the next and the last runs in words and dates.
import { useEffect } from 'preact/hooks';
import type { KeyPath, PipelineEntry } from '../../contract/draft.js';
import type { ScheduleRunsAnswer } from '../../contract/schedule.js';
import { Icon } from '../../ui/icons.js';
import { edit, isBroken, outline } from '../draft/draft.js';
import { removeKey, setKey } from '../draft/edits.js';
import { fields } from '../draft/schema.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { Field } from '../source/field.js';
import { Options } from '../source/options.js';
import { notAsked, put } from '../state/asked.js';
import { f, language, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { cronWords } from './cron-words.js';
import { LastRuns } from './last-runs.js';
import { Week } from './week.js';

const ran = notAsked<ScheduleRunsAnswer>();

export function Schedule() {
  const words = t.value.source;
  const found = outline.value;
  useEffect(() => void put(ran, () => ask('GET /api/schedule/runs', {})), []);
  if (!found || !fields.value.answer) return <Waiting lines={6} />;
  const { schedule } = found;
  const isList = schedule.some(({ path }) => path.length > 1);
  return (
    <div class="cn">
      <div>
        <h2>{words.whenItLoads}</h2>
        {schedule.length === 0 && <p class="muted">{words.noSchedule}</p>}
        {schedule.map((pipeline) => (
          <Pipeline key={pipeline.path.join()} pipeline={pipeline} />
        ))}
        <p class="row wrap">
          {schedule.length === 0 && (
            <button
              type="button"
              class="btn primary"
              disabled={isBroken.value}
              onClick={() => void edit([{ set: ['schedule'], value: { cron: '0 6 * * *' } }])}
            >
              <Icon name="clock" />
              {words.addSchedule}
            </button>
          )}
          {isList && (
            <button
              type="button"
              class="btn"
              disabled={isBroken.value}
              onClick={() =>
                void edit([
                  { add: ['schedule'], value: { name: `part_${schedule.length + 1}`, cron: '0 6 * * *' } },
                ])
              }
            >
              <Icon name="plus" small />
              {words.addPipeline}
            </button>
          )}
        </p>
        <p class="muted small">
          {words.servedBy} <code>source-ovhcloud serve</code>
        </p>
      </div>
      <div>
        {schedule.length > 0 && <Ran schedule={schedule} />}
        <section aria-labelledby="h-next">
          <h2 id="h-next">{words.nextRuns}</h2>
          <NextRuns schedule={schedule} />
        </section>
        {schedule.length > 0 && (
          <section aria-labelledby="h-last">
            <h2 id="h-last">{words.lastRuns}</h2>
            <Last schedule={schedule} />
          </section>
        )}
      </div>
    </div>
  );
}

function Ran({ schedule }: { schedule: readonly PipelineEntry[] }) {
  const { answer } = ran.value;
  return (
    <section aria-labelledby="h-week">
      <h2 id="h-week">{t.value.source.week}</h2>
      <Week schedule={schedule} runs={answer?.runs ?? []} now={answer?.at ?? new Date().toISOString()} />
    </section>
  );
}

function Last({ schedule }: { schedule: readonly PipelineEntry[] }) {
  const { answer, error } = ran.value;
  if (error) return <Problem error={error} />;
  if (!answer) return <Waiting lines={3} />;
  const zones = new Map(schedule.map(({ fields: { name, timeZone } }) => [name, String(timeZone ?? 'UTC')]));
  const zoneOf = (pipeline: string) =>
    zones.get(schedule.length === 1 ? schedule[0]?.fields.name : pipeline) ?? 'UTC';
  return <LastRuns runs={answer.runs} local={({ tick, pipeline }) => local(tick, zoneOf(pipeline))} />;
}

function Pipeline({ pipeline }: { pipeline: PipelineEntry }) {
  const words = t.value.source;
  const { path, fields: written } = pipeline;
  const known = fields.value.answer?.schedule ?? [];
  const isPart = path.length > 1;
  const own = (key: string) => known.find((field) => field.key === key);
  const cron = own('cron');
  const zone = own('timeZone');
  const name = own('name');
  const inWords = cronWords(String(written.cron ?? ''), language.value);
  const send = (key: string) => (value: unknown) => {
    if (typeof value === 'string') return setKey([...path, key], value);
    return written[key] === undefined ? Promise.resolve() : removeKey(path, written, [key]);
  };
  return (
    <section class="one" aria-label={String(written.name ?? words.schedule)}>
      <div class="g2">
        {isPart && name && (
          <Field path={[...path, 'name']} field={name} value={written.name} send={send('name')} />
        )}
        {cron && (
          <Field
            path={[...path, 'cron']}
            field={cron}
            value={written.cron}
            send={send('cron')}
            offers={OFFERS}
            help={inWords === undefined ? undefined : <b>{inWords}</b>}
          />
        )}
        {zone && (
          <Field
            path={[...path, 'timeZone']}
            field={zone}
            value={written.timeZone}
            send={send('timeZone')}
            offers={zones()}
          />
        )}
      </div>
      <Options
        top={path as KeyPath}
        fields={written}
        groups={[
          {
            group: '',
            title: words.schedule,
            description: '',
            fields: known.filter(
              ({ key }) => !['cron', 'timeZone', ...(isPart ? ['name'] : [])].includes(key),
            ),
          },
        ]}
        elsewhere={['cron', 'timeZone', ...(isPart ? ['name'] : [])]}
        title={words.options}
      />
      <button
        type="button"
        class="btn quiet danger"
        disabled={isBroken.value}
        onClick={() => void edit([{ remove: path }])}
      >
        {isPart ? words.removePipeline : words.removeSchedule}
      </button>
    </section>
  );
}

const OFFERS = ['0 6 * * *', '0 * * * *', '*/15 * * * *', '0 6 * * 1-5', '0 6 1 * *', '@daily', '@hourly'];

/** Names that the browser knows; the server says which it does. */
function zones(): string[] {
  const { supportedValuesOf } = Intl as { supportedValuesOf?: (key: 'timeZone') => string[] };
  return ['UTC', ...(supportedValuesOf?.('timeZone') ?? [])];
}

function NextRuns({ schedule }: { schedule: readonly PipelineEntry[] }) {
  const words = t.value.source;
  const runs = schedule
    .flatMap(({ fields: written, next }) =>
      next.map((instant) => ({ instant, zone: String(written.timeZone ?? 'UTC'), name: written.name })),
    )
    .sort((one, other) => one.instant.localeCompare(other.instant));
  if (runs.length === 0) return <p class="muted small">{words.noRuns}</p>;
  const isNamed = schedule.length > 1;
  const isElsewhere = runs.some(({ zone }) => zone !== 'UTC');
  const now = Date.now();
  return (
    <table class="next">
      <thead>
        <tr>
          {isNamed && <th scope="col">{words.pipeline}</th>}
          <th scope="col">{isNamed ? words.localTime : runs[0]?.zone}</th>
          {isElsewhere && (
            <th scope="col" class="no-m">
              UTC
            </th>
          )}
          <th scope="col" class="n">
            {words.in}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.slice(0, 10).map(({ instant, zone, name }) => (
          <tr key={`${instant} ${String(name)}`}>
            {isNamed && (
              <td>
                <code>{String(name ?? '')}</code>
              </td>
            )}
            <th scope="row" class="nw">
              {local(instant, zone)}
            </th>
            {isElsewhere && <td class="muted mono small no-m">{instant.slice(11, 16)}Z</td>}
            <td class="n">{until((Date.parse(instant) - now) / 1000)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `18 h 51 min`, `3 d 18 h`. */
function until(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  if (hours < 24) return f.value.duration(Math.max(0, seconds));
  return t.value.source.daysHours(f.value.count(Math.floor(hours / 24)), String(hours % 24));
}

/** `Wed 4 Nov 2026, 06:00`, in the zone of the schedule. */
function local(instant: string, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  const locale = language.value === 'fr' ? 'fr-FR' : 'en-GB';
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(new Date(instant));
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(instant));
  }
}
