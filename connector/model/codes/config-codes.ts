// Why a configuration, or the options of a command, are refused: nothing was called, nothing was changed.
import type { CodeTable } from './entry.js';

export const CONFIG_CODES = {
  'config-unknown-key': {
    means: 'A key is not known at its place.',
    next: 'Use one of the keys that the message lists.',
  },
  'config-missing': {
    means: 'A value that is needed is not there.',
    next: 'Write it at the place that the message names.',
  },
  'config-value': {
    means: 'A value has another kind, form or range than is allowed.',
    next: 'Write what the message allows.',
  },
  'config-text': {
    means: 'The text is not valid YAML, JSON or ini at this place, or it is not plain data.',
    next: 'Correct the line that the message names.',
  },
  'config-unreadable': {
    means: 'A file or folder that the configuration needs is not there or cannot be read.',
    next: 'Correct its name or its rights.',
  },
  'config-command': {
    means:
      'The program of `connectionsFrom` did not list connections: it is not there, failed, or did not end.',
    next: 'Run it by hand: it prints CSV on standard output, and ends with 0.',
  },
  'config-variable': {
    means: 'An environment variable that a value uses is not set, or its use is written wrongly.',
    next: 'Set it, or write a default behind its name: `NAME:-default`.',
  },
  'config-name-taken': {
    means: 'A name, a table or a column would be there twice, or is reserved.',
    next: 'Choose another name.',
  },
  'config-name-unknown': {
    means: 'A source object, preset, connection or parameter is named that does not exist.',
    next: 'Use one of the names that the message lists.',
  },
  'config-conflict': {
    means: 'Two settings do not go together, or one has no meaning at its place.',
    next: 'Remove one of them.',
  },
  'config-mapping': {
    means: 'A path parameter has no value, or its sources form a circle or are not connected.',
    next: 'Map it with `parameters: { name: { from: SOURCE } }`, or set `read: { combine: true }`.',
  },
  'config-mode': {
    means: 'A source object cannot be read in the mode that is asked for.',
    next: 'Use the mode that the message names; `full` is always possible.',
  },
  'config-write-method': {
    means: 'The method changes things at OVHcloud, and the definition does not allow it.',
    next: 'See what it would send with `source-ovhcloud plan`, then set `write: { allowWrite: true }` (`allowWriteOnSchedule`).',
  },
  'config-empty': {
    means: 'There is nothing to load.',
    next: 'Add an entry to `endpoints`, or name what is there.',
  },
  'config-more-issues': {
    means: 'There are `count` more issues than are listed.',
    next: 'Correct the listed ones first.',
  },
  'region-unknown': {
    means: 'The region is not known, or none is configured.',
    next: 'Use one of the regions that the message lists.',
  },
  'region-lacks': {
    means: 'The region does not have what is to be read.',
    next: 'Remove it, or use what the message names.',
  },
  'certificates-unchecked': {
    means: 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of certificates.',
    next: 'Remove it; for the authority of a company write `ca: FILE` under `http`.',
  },
  'credentials-missing': {
    means: 'No keys, or not all of them, are configured.',
    next: '`source-ovhcloud login --link-only` prints the page on which keys are made.',
  },
  'credentials-mixed': {
    means: 'More than one form of keys is configured.',
    next: 'Keep one of them.',
  },
  'credentials-invalid': {
    means: 'A key has a character that no key has.',
    next: 'Copy it again, without quotes and line breaks.',
  },
  'credentials-twice': {
    means: 'Two connections have the same keys.',
    next: 'Remove one of them.',
  },
  'account-unknown': {
    means: 'The API did not say whose keys these are.',
    next: 'Grant `GET /auth/details`, or write `account: NAME`.',
  },
  'connection-not-chosen': {
    means: 'The configuration has several connections, and the command is for one.',
    next: 'Name it with `--connection`.',
  },
  'schedule-missing': {
    means: 'The configuration has no `schedule`, or a pipeline of it loads nothing.',
    next: 'Write when to load, and what.',
  },
  'table-incompatible': {
    means: 'The table has rows that do not fit those of the definition of today.',
    next: '`source-ovhcloud reset NAME --data` starts it over; or give the source object another name.',
  },
  'destination-lacks': {
    means: 'The destination cannot do what an option or the command needs.',
    next: 'Remove the option, or load into a destination that can (docs/destinations.md).',
  },
  'backfill-not-possible': {
    means: 'The source object cannot be read by dates, or its table does not merge by key.',
    next: 'Choose one with `sync: { window: ... }`, or correct the dates.',
  },
  'state-unusable': {
    means: 'What a protocol hands over is no state, is damaged, or is of another version.',
    next: 'Hand over what the read before has printed, or reset the stream there: the next read loads it whole.',
  },
  'run-unknown': {
    means: 'There is no such run, or more than one begins like this, or it has no such source object.',
    next: '`source-ovhcloud runs` lists them.',
  },
  'run-other-account': {
    means: 'The run is of another account than the keys.',
    next: 'Use the keys of its account.',
  },
  'job-other-destination': {
    means: 'Jobs in the queue are for another destination than that of this configuration.',
    next: 'Two configurations need two queues: write `queue: { schema: NAME }` in one of them.',
  },
  'package-missing': {
    means: 'The command needs a package that is not installed with this one.',
    next: 'Install it with the command that the message names.',
  },
  'package-version': {
    means: 'A package that the command needs is installed in a version that it cannot use.',
    next: 'Install the version that the message names.',
  },
  'node-version': {
    means: 'The command needs a newer version of Node than the one that runs it.',
    next: 'Run it with the version that the message names. Every other command runs with this one.',
  },
  'option-value': {
    means: 'An option of the command has a value that is not allowed.',
    next: 'Use what the message allows.',
  },
  'option-conflict': {
    means: 'Two options of the command do not go together, or one has no meaning here.',
    next: 'Remove one of them.',
  },
  'confirmation-missing': {
    means: 'The command changes things, and there is no terminal to ask on.',
    next: 'Look at what it would do, then add `--yes`.',
  },
  'file-unusable': {
    means: 'A file that the command is to write cannot be written, or must not be overwritten.',
    next: 'Change the rights, or name another file.',
  },
  'port-unavailable': {
    means: 'The port or address cannot be used on this machine.',
    next: 'Choose another.',
  },
  'route-unknown': {
    means: 'The API has no such route, section or method, by its documents.',
    next: '`source-ovhcloud api search` finds routes. A definition of a route that the documents lack has `read: { unchecked: true }`.',
  },
  'route-not-derivable': {
    means: 'No definition can be derived from the route alone.',
    next: 'Give the values that the message names.',
  },
  'call-value': {
    means: "A path, query, header or body value does not fit the API's documents.",
    next: 'Correct it; or send it all the same with `--unchecked`, in a definition with `read: { unchecked: true }`.',
  },
  'documents-unavailable': {
    means: 'The documents of the API cannot be had: no route can be shown, and no call be checked.',
    next: 'Try again later, name a folder with `--schemas`, or send it with `--unchecked`.',
  },
} as const satisfies CodeTable;
