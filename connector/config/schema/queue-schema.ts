// The keys of the queue of a fleet.
import { checkedText, section, text } from './fields.js';

const isAddress = (value: string) => /^postgres(ql)?:\/\/\S+$/.test(value);

const queue = section(
  {
    url: checkedText(isAddress, 'an address such as postgresql://user@host:5432/database')
      .optional()
      .describe(
        'Database of the queue. Default: that of `destination`, where it is `postgres`. What it leaves out comes from the PG* variables.',
      ),
    schema: text(
      /^[a-z_][a-z0-9_]{0,49}$/,
      'a name with small letters, digits and "_", at most 50 characters',
    )
      .optional()
      .describe(
        'Schema of the queue, for the queue alone. Default: the schema of the destination with `_queue` behind it, such as `ovh_queue`.',
      ),
  },
  { title: 'Queue', description: 'Where `enqueue` puts jobs and `work` takes them (see fleet.md).' },
);

export const queueKeys = { queue: queue.optional() };
