// Where connections are listed outside of the configuration: a CSV file, a program, sections of an ovh.conf.
import { z } from 'zod';
import { amount, list, section, text } from './fields.js';

export const connectionsFrom = z.union(
  [
    text(/\S/, 'the name of a CSV file'),
    section(
      {
        command: list(text(/^[^\0]{1,4000}$/s, 'a program, then its arguments'), 'texts').describe(
          'Program and arguments, without a shell, in the folder of the configuration. It prints CSV on standard output and ends with 0. It is run once at each start.',
        ),
        timeout: amount(1, 3600, 'seconds').default(60).describe('Seconds that the program may take.'),
      },
      {
        title: 'A program that lists connections',
        description: 'A program prints CSV, a row for each connection.',
      },
    ),
    section(
      {
        ovhConf: text(/\S/, 'the name of an ovh.conf').describe(
          'An ini file, relative to the configuration.',
        ),
        sections: text(/^[^\s[\]]{1,100}$/, 'a pattern of names such as customer-*').describe(
          'Pattern of sections: `*` stands for any characters, `?` for one. `[acme]` and `[profile:acme]` are a connection `acme`.',
        ),
      },
      {
        title: 'Sections that are connections',
        description:
          'Each section of an ovh.conf that matches is a connection, with its keys and its `endpoint`.',
      },
    ),
  ],
  { error: 'the name of a CSV file, a group with "command", or a group with "ovhConf" and "sections"' },
);
