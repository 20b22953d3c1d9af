// Where the console has what a command can do: a control of a screen, a reason why not, or the branch it is to come with.
import type { ScreenName } from '../../console/page/state/screens.js';

/** A control: the screen, and the text that names the control, by its path in `console/page/texts/en.ts`. */
export interface Control {
  screen: ScreenName;
  control: string;
}

/** It stays on the command line. */
export interface Exception {
  reason: string;
}

/**
 * It is not in the page yet. `until`: a screen or an address of the agreement; as soon as that is there, the entry must say
 * where the command is now. Without it, the screen is there and lacks it.
 */
export interface NotYet {
  notYet: string;
  until?: string;
}

export type Place = Control | Exception | NotYet;

export interface CommandEntry {
  at: Place;
  options?: Record<string, Place>;
}

const at = (screen: ScreenName, control: string): Control => ({ screen, control });
const never = (reason: string): Exception => ({ reason });

const started = (option: string) => never(`the console itself is started with ${option}`);
const form = never('the form of what is printed: a page has one');
const everyPart = never('a page shows what there is; nothing is printed meanwhile');

const oneOfMany = never(
  'for processes that share a configuration: the console is one, and shows all connections',
);

const inFleet = never('of a fleet, which the command alone starts and shows');

/** What an option of these names is, whatever the command. */
export const SHARED: Record<string, Place> = {
  '--config': started('--config'),
  '--profile': started('--profile'),
  '--base-url': started('--base-url'),
  '--schemas': started('--schemas'),
  '--to': at('source', 'source.destinationKind'),
  '--json': form,
  '--quiet': everyPart,
  '--refresh': at('changes', 'changes.start'),
  '--shard': oneOfMany,
  '--of': oneOfMany,
  '--region': never('the region is that of the configuration; without one, that of --region or the keys'),
};

const reportIsPage = never('the report of a run is its page');
const protocol = never('it speaks with a platform that runs it, on standard output');
const inDocuments = never('an option of the command that writes PDFs');

const terminalOnly = never('what a service on a terminal or in a container is told: logs, metrics, signals');
const logOptions = {
  '--log-format': terminalOnly,
  '--log-level': terminalOnly,
  '--log-file': terminalOnly,
  '--metrics-port': terminalOnly,
};

export const PARITY: Record<string, CommandEntry> = {
  '': { at: at('help', 'help.version'), options: { '--version': at('help', 'help.version') } },
  init: {
    at: at('source', 'source.examples'),
    options: {
      '--preset': at('source', 'source.add'),
      '--output': at('source', 'source.makesFile'),
      '--force': never('a file that is there is changed in its text, never replaced'),
    },
  },
  login: {
    at: at('access', 'access.request'),
    options: {
      '--connection': at('access', 'access.connection'),
      '--only': at('access', 'access.rules'),
      '--alone': at('access', 'access.rules'),
      '--save': never('ovh.conf of the folder, as by default: the page names no file'),
      '--minutes': at('access', 'access.waitFor'),
      '--link-only': at('access', 'access.createToken'),
    },
  },
  config: {
    at: at('source', 'source.partNames.yaml'),
  },
  'config set': {
    at: at('source', 'source.addOption'),
    options: { '--diff': at('source', 'source.diff') },
  },
  'config add': {
    at: at('source', 'source.endpoint'),
    options: { '--diff': at('source', 'source.diff') },
  },
  'config remove': {
    at: at('source', 'source.remove'),
    options: { '--diff': at('source', 'source.diff') },
  },
  rights: {
    at: at('access', 'access.rules'),
    options: {
      '--connection': at('access', 'access.connection'),
      '--only': at('access', 'access.rules'),
      '--alone': at('access', 'access.rules'),
      '--policy': at('access', 'access.policy'),
    },
  },
  check: {
    at: at('source', 'source.connect'),
    options: {
      '--connection': at('source', 'source.result'),
      '--only': never('the page checks all endpoints of the draft'),
      '--alone': never('the page checks all endpoints of the draft'),
    },
  },
  connections: {
    at: at('source', 'source.partNames.connection'),
    options: { '--connection': never('the page shows all of them') },
  },
  plan: {
    at: at('plan', 'planPage.title'),
    options: {
      '--connection': at('plan', 'planPage.connection'),
      '--only': at('plan', 'planPage.only'),
      '--alone': at('plan', 'planPage.alone'),
      '--count': at('plan', 'planPage.count'),
      '--scheduled': at('plan', 'planPage.scheduled'),
    },
  },
  preview: {
    at: at('source', 'source.test'),
    options: {
      '--connection': at('source', 'source.connection'),
      '--rows': never('the first rows are shown: enough to see their form'),
    },
  },
  load: {
    at: at('plan', 'planPage.load.now'),
    options: {
      '--connection': at('runs', 'runs.start.connections'),
      '--only': at('runs', 'runs.start.objects'),
      '--alone': at('runs', 'runs.start.alone'),
      '--strategy': at('runs', 'runs.start.strategy'),
      '--report': reportIsPage,
      '--scheduled': never('a schedule starts its runs by itself'),
      '--full-refresh': at('runs', 'runs.start.refresh'),
      '--batch': inFleet,
      '--incomplete-exit': never('an exit code, which a run of the page does not have'),
      '--concurrency': never('the page takes the number of the configuration, which Source shows'),
      ...logOptions,
    },
  },
  enqueue: {
    at: never('a queue is of several machines; the page starts loads of its own'),
    options: { '--connection': inFleet, '--batch': inFleet, '--pipeline': inFleet },
  },
  work: {
    at: never('a service, which runs beside the console'),
    options: {
      ...logOptions,
      '--concurrency': inFleet,
      '--grace': inFleet,
      '--name': inFleet,
      '--until-empty': inFleet,
    },
  },
  fleet: { at: inFleet },
  'fleet status': { at: inFleet },
  retry: {
    at: at('home', 'homePage.retryAll'),
    options: {
      '--connection': at('runs', 'runs.start.connections'),
      '--strategy': at('runs', 'runs.start.strategy'),
      '--reason': at('runs', 'runs.start.reasons'),
      '--source': at('ledger', 'ledger.retryThese'),
      '--id': at('ledger', 'ledger.retryThis'),
      '--report': reportIsPage,
    },
  },
  backfill: {
    at: at('runs', 'runs.start.kinds'),
    options: {
      '--from': at('runs', 'runs.start.from'),
      '--until': at('runs', 'runs.start.until'),
      '--filter': at('runs', 'runs.start.filterFrom'),
      '--connection': at('runs', 'runs.start.connections'),
      '--alone': at('runs', 'runs.start.alone'),
      '--strategy': at('runs', 'runs.start.strategy'),
      '--report': reportIsPage,
    },
  },
  documents: {
    at: never('PDFs go into a folder of this machine, and the page names none'),
    options: {
      '--connection': inDocuments,
      '--kind': inDocuments,
      '--from': inDocuments,
      '--until': inDocuments,
      '--into': inDocuments,
    },
  },
  schedule: {
    at: at('source', 'source.lastRuns'),
    options: {
      '--from': never('the next runs are those from now on'),
      '--count': never('Source shows the next five of each pipeline, the last ten, and the week'),
    },
  },
  serve: {
    at: never('a service of its own, which must not end with a page'),
    options: { ...logOptions, '--grace': terminalOnly },
  },
  views: { at: at('spend', 'spend.viewsMissing') },
  'views install': { at: at('spend', 'spend.install') },
  'views drop': { at: at('spend', 'spend.drop') },
  'views show': { at: never('prints statements for a database that the command has no keys for') },
  export: { at: at('spend', 'spend.focusOf') },
  'export focus': {
    at: at('spend', 'spend.focusOf'),
    options: {
      '--spec': never('the page has the default version; others are for who must deliver them'),
      '--dataset': never('the page has costs and usage; invoices are of version 1.4'),
      '--from': at('spend', 'spend.focusOf'),
      '--until': at('spend', 'spend.focusOf'),
      '--out': at('spend', 'spend.focusAs'),
      '--purchases': never('a choice of who must deliver them, with the default in the page'),
      '--account': at('spend', 'spend.account'),
      '--ascii': never('for readers that take nothing else, which are programs'),
    },
  },
  compare: { at: never('it compares with files of others, which the page does not read') },
  'compare focus': { at: never('it compares with files of others, which the page does not read') },
  report: {
    at: at('spend', 'spend.report'),
    options: {
      '--month': at('spend', 'spend.month'),
      '--against': at('spend', 'spend.against'),
      '--account': at('spend', 'spend.account'),
      '--label': never('the page chooses by the accounts themselves'),
      '--html': at('spend', 'spend.report'),
      '--xlsx': at('spend', 'spend.report'),
      '--csv': at('spend', 'spend.report'),
      '--markdown': at('spend', 'spend.report'),
      '--language': at('help', 'help.language'),
      '--theme': at('help', 'help.theme'),
      '--budget': never('limits stand in a file, and the page reads none but the configuration'),
      '--notify': never('it tells of passed budgets, which stand in a file'),
    },
  },
  runs: { at: at('runs', 'runs.title'), options: { '--connection': at('runs', 'runs.list.whose') } },
  'runs show': {
    at: at('runs', 'runs.run.title'),
    options: { '--connection': at('runs', 'runs.list.whose'), '--batch': inFleet },
  },
  'runs compare': {
    at: at('runs', 'runs.compare.title'),
    options: { '--connection': at('runs', 'runs.list.whose') },
  },
  ledger: {
    at: at('ledger', 'ledger.list'),
    options: {
      '--connection': at('ledger', 'ledger.account'),
      '--source': at('ledger', 'ledger.source'),
      '--reason': at('ledger', 'ledger.reason'),
    },
  },
  replay: {
    at: at('ledger', 'ledger.replayThese'),
    options: {
      '--connection': at('runs', 'runs.start.connections'),
      '--source': at('ledger', 'ledger.source'),
      '--dry-run': at('runs', 'runs.start.dryRun'),
    },
  },
  reset: {
    at: at('runs', 'reset.title'),
    options: {
      '--connection': at('runs', 'runs.start.connections'),
      '--all': at('runs', 'runs.start.everyObject'),
      '--data': at('runs', 'reset.data'),
      '--alone': at('runs', 'reset.alone'),
      '--yes': never('a page asks before it removes'),
    },
  },
  examples: { at: at('source', 'source.examples') },
  api: { at: at('explore', 'searchLabel') },
  'api sections': { at: at('explore', 'section') },
  'api list': { at: at('explore', 'operations'), options: { '--branch': at('explore', 'branch') } },
  'api show': { at: at('explore', 'operation.request'), options: { '--code': at('explore', 'try.code') } },
  'api search': {
    at: at('explore', 'searchLabel'),
    options: {
      '--path': at('explore', 'criteriaNames.path'),
      '--description': at('explore', 'criteriaNames.description'),
      '--parameter': at('explore', 'criteriaNames.parameter'),
      '--body-field': at('explore', 'criteriaNames.body'),
      '--response': at('explore', 'criteriaNames.response'),
      '--status': at('explore', 'criteriaNames.state'),
      '--method': at('explore', 'criteriaNames.verb'),
      '--branch': at('explore', 'branch'),
      '--section': at('explore', 'section'),
    },
  },
  'api call': {
    at: at('explore', 'try.title'),
    options: {
      '--connection': at('explore', 'access.connection'),
      '--parameter': at('explore', 'operation.in.path'),
      '--query': at('explore', 'operation.in.query'),
      '--header': at('explore', 'operation.in.header'),
      '--body': at('explore', 'operation.body'),
      '--code': at('explore', 'try.code'),
      '--raw': form,
      '--yes': never('a call with effects is always shown first'),
      '--show-secrets': never('no secret reaches the page'),
      '--unchecked': never('a call that the documents do not know stays on the command line'),
    },
  },
  'api diff': {
    at: at('changes', 'changes.start'),
    options: { '--against': never('a folder of this machine: the page names no file') },
  },
  'api add': {
    at: at('explore', 'operation.addAsEndpoint'),
    options: {
      '--append': at('explore', 'add.add'),
      '--parameter': at('explore', 'operation.in.path'),
      '--query': at('explore', 'operation.in.query'),
    },
  },
  console: {
    at: never('it is the console'),
    options: {
      '--demo': started('--demo'),
      '--port': started('--port'),
      '--no-open': started('--no-open'),
    },
  },
  airbyte: { at: protocol },
  'airbyte spec': { at: protocol },
  'airbyte check': { at: protocol },
  'airbyte discover': { at: protocol },
  'airbyte read': { at: protocol },
  tap: { at: protocol },
  mcp: { at: never('it answers an assistant, with what the page shows') },
  schema: { at: never('the JSON Schema is for editors; Source checks by itself') },
  completion: { at: never('it is for shells') },
  sandbox: { at: never('a server for tests and for learning, on a terminal') },
  demo: { at: never('console --demo plays the same company') },
};

/** Every option of these is as its command. */
export const WHOLE = [
  'mcp',
  'sandbox',
  'demo',
  'airbyte spec',
  'airbyte check',
  'airbyte discover',
  'airbyte read',
  'tap',
];
