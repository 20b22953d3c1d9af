// What to do after a run that is not complete.
import type { Acceptable } from '../model/accept.js';
import { NOT_GRANTED } from '../model/api.js';
import type { RunReport, SourceReport } from '../model/report.js';

/** Nothing for a complete run. */
export function nextSteps(report: RunReport): string[] {
  if (report.outcome === 'complete') return [];
  const { sources } = report;
  const isCut = report.outcome === 'failed' || sources.some((source) => openOf(source, 'failed') > 0);
  const steps = [...grantStep(sources), ...ownStep(sources), ...rejectedStep(sources)];
  const isLeftOut = sources.some((source) => openOf(source, 'failed') + openOf(source, 'refused') > 0);
  if (isLeftOut && report.readToEnd) steps.push(retryStep(report));
  const wasInterrupted = report.outcome === 'incomplete' && report.interrupted;
  if ((isCut && !(isLeftOut && report.readToEnd)) || wasInterrupted) steps.push(...againStep(sources));
  return steps;
}

function retryStep({ runId }: RunReport): string {
  return `\`source-ovhcloud retry ${runId}\` asks again for what this run left out, and for nothing else`;
}

function againStep(sources: SourceReport[]): string[] {
  const writing = sources.filter(({ method }) => method !== 'GET').map(({ name }) => name);
  if (writing.length === 0) return ['run the same command again: what is committed stays, the rest is read'];
  return [`${writing.join(', ')} changes things: look whether it had its effect before you run it again`];
}

/** The gate says that the right is missing, or nothing at all was answered on the route. */
function grantStep(sources: SourceReport[]): string[] {
  const refused = sources.filter(lacksRight);
  if (refused.length === 0) return [];
  const rules = new Set(refused.map(({ method, path }) => `${method} ${path.replace(/\{[^}]*\}/g, '*')}`));
  return [
    `grant ${[...rules].map((rule) => `\`${rule}\``).join(', ')}: \`source-ovhcloud login\` makes a key that has it, ` +
      '`source-ovhcloud rights` lists the IAM actions for a service account or token',
  ];
}

/** Some were answered and some refused: the right is there, the objects belong to somebody else. */
function ownStep(sources: SourceReport[]): string[] {
  const refused = sources.filter((source) => openOf(source, 'refused') > 0 && !lacksRight(source));
  if (refused.length === 0) return [];
  return [
    `${refused.map(({ name }) => name).join(', ')}: others of the same list were answered, so the key has the general right. ` +
      'Ask with a key of the contact who owns the refused ones, show the query id to the support, or accept them: ' +
      `\`${acceptText(refused)}\` in the definition`,
  ];
}

function lacksRight(source: SourceReport): boolean {
  if (openOf(source, 'refused') === 0) return false;
  const { loaded, absent, gone, expired } = source.ledger;
  const isAnswered = loaded + absent + gone + expired + source.rows > 0;
  return (
    !isAnswered ||
    source.notLoaded.some(
      ({ reason, code, accepted }) => reason === 'refused' && !accepted && code === NOT_GRANTED,
    )
  );
}

/** How many objects of a state the configuration does not accept. */
function openOf({ ledger, accepted = {} }: SourceReport, state: Acceptable): number {
  return ledger[state] - (accepted[state] ?? 0);
}

/** `accept: { refused: [billId=FR1] }`, with a few ids. */
function acceptText(sources: SourceReport[]): string {
  const open = sources.flatMap(({ notLoaded }) =>
    notLoaded.filter(({ reason, accepted }) => reason === 'refused' && !accepted).map(({ id }) => id),
  );
  // In a list on one line, a comma ends an id.
  const ids = [...new Set(open)].map((id) => (/[,:#[\]{}"'&*!|>%@`]/.test(id) ? JSON.stringify(id) : id));
  return `accept: { refused: [${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', ...' : ''}] }`;
}

function rejectedStep(sources: SourceReport[]): string[] {
  const rejected = sources.filter((source) => openOf(source, 'rejected') > 0);
  if (rejected.length === 0) return [];
  const names = rejected.map(({ name }) => name).join(', ');
  return [
    `${names}: the reply did not fit its table: see the reasons above. The payloads are in the table _ovh_rejected; ` +
      'after a fix of the configuration, or with a newer version, `source-ovhcloud replay` loads them without a call',
  ];
}
