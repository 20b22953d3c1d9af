// The schema of `schedule`: one for the whole source, or several by pipeline.
import { z } from 'zod';
import { nearest } from '../../model/names.js';
import { cronProblem, isTimeZone } from '../../schedule/cron.js';
import { technicalName } from './endpoint-schema.js';
import { amount, flag, list, oneOf, section } from './fields.js';

const CRON = 'a cron expression: minute, hour, day, month, weekday, such as "0 6 * * *"';
const TIME_ZONE = 'a time zone such as Europe/Paris or UTC';

const cron = () =>
  z.string({ error: CRON }).superRefine((text, context) => {
    const problem = cronProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: `${CRON} (${problem})` });
  });

const timeZone = () =>
  z.string({ error: TIME_ZONE }).superRefine((name, context) => {
    if (isTimeZone(name)) return;
    const meant = name.length <= 60 ? nearest(name, Intl.supportedValuesOf('timeZone')) : undefined;
    const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
    context.addIssue({ code: 'custom', message: `${TIME_ZONE}${hint}` });
  });

const when = {
  cron: cron().describe(
    'When: minute, hour, day of month, month, day of week, such as `0 6 * * *`; with six parts the first is the second. `@hourly`, `@daily`, `@weekly`, `@monthly` too.',
  ),
  timeZone: timeZone()
    .default('UTC')
    .describe(
      'Time zone of `cron`, such as `Europe/Paris`. On the days when the clock changes no run is lost.',
    ),
  jitter: amount(0, 86_400, 'seconds')
    .default(0)
    .describe(
      'Each run is delayed by a random time of at most this many seconds. Shorter than the time between two runs.',
    ),
  catchUp: flag().default(true).describe('Whether one run catches up all missed ones.'),
  overlap: oneOf(['skip', 'after'])
    .default('skip')
    .describe(
      'What happens to a run that is due during the previous one: `skip` leaves it out, `after` runs once afterwards.',
    ),
  only: list(technicalName(), 'technical names')
    .optional()
    .describe('Technical names to load, with everything that hangs on the same roots. Default: everything.'),
  presets: list(technicalName(), 'presets')
    .optional()
    .describe('Presets of `endpoints` to load, beside `only`.'),
  alone: flag()
    .default(false)
    .describe(
      'Load `only` and `presets` without the rest of their trees: parents are read for their ids, and rows can be there without those that belong to them.',
    ),
  connections: list(technicalName(), 'connections').optional().describe('Connections to load. Default: all.'),
};

const NAME = 'Name of the pipeline; processes claim its runs by it.';

const pipeline = section(
  { name: technicalName().describe(NAME), ...when },
  { title: 'A pipeline', description: 'A part of the source with its own schedule.' },
);

const whole = section(
  { name: technicalName().default('all').describe(NAME), ...when },
  { title: 'Schedule', description: 'When `serve` loads the source.' },
);

export const scheduleSchema = z.union([list(pipeline, 'pipelines'), whole], {
  error: 'a group of keys (cron, timeZone, ...), or a list of such groups, each with a name',
});

export type WrittenSchedule = z.output<typeof pipeline>;
