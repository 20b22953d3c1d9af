// Connect: what `check` says of the file or of a draft, one line for each, with what can be done about it.
import { type CheckLine, checkSource } from '../../../connector/app/check.js';
import { openDraftWithKeys } from '../../../connector/app/draft/draft.js';
import { loginRules } from '../../../connector/app/login.js';
import type { ConfiguredSource, SourceWithoutKeys } from '../../../connector/app/open.js';
import { ConfigError, formatIssue } from '../../../connector/model/errors.js';
import { type Scrub, scrubbed } from '../../../connector/model/secret.js';
import type { CheckAnswer, CheckLineEntry, CheckRequest, CheckState } from '../../contract/draft-calls.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';
import { judged } from './check.js';
import { refuseIssues } from './refuse-issues.js';

/** Throws `Refused` for a draft that is not valid; missing keys are a line. */
export async function connectAnswer(
  workspace: Workspace,
  { text, connection }: CheckRequest,
): Promise<CheckAnswer> {
  const { draft, sources, issues, scrub } = await judged(workspace, text);
  refuseIssues(issues);
  const from = workspace.clock.now();
  const answer: CheckAnswer = { connections: [], calls: 0, milliseconds: 0 };
  const chosen = sources.filter(({ config }) => connection === undefined || config.connection === connection);
  if (chosen.length === 0) throw new Refused(404, 'not-found', `there is no connection "${connection}"`);
  for (const source of chosen) {
    const name = source.config.connection;
    const { lines, calls } = await linesOf(workspace, source, draft, name);
    answer.calls += calls;
    answer.connections.push({
      ...(name !== undefined && { connection: name }),
      state: worst(lines),
      lines: lines.map((line) => entryOf(line, source, scrub)),
    });
  }
  return { ...answer, milliseconds: workspace.clock.now() - from };
}

interface Checked {
  lines: CheckLine[];
  calls: number;
}

async function linesOf(
  workspace: Workspace,
  draft: SourceWithoutKeys,
  { file, text }: { file: { file: string }; text: string },
  name: string | undefined,
): Promise<Checked> {
  let source: ConfiguredSource | undefined;
  try {
    const connections = name === undefined ? {} : { connections: [name] };
    [source] = openDraftWithKeys(file.file, text, { ...workspace.reading, ...connections });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = error.issues.map((issue): CheckLine => {
      return { code: issue.code, subject: 'keys', state: 'problem', text: formatIssue(issue) };
    });
    return { lines, calls: 0 };
  }
  if (!source) throw new Error('a configuration with keys must have the sources that it has without');
  const connection = workspace.connectionFor(draft);
  const before = connection.client.statistics().calls;
  const lines = await checkSource(source, { connection });
  return { lines, calls: connection.client.statistics().calls - before };
}

function worst(lines: readonly CheckLine[]): CheckState {
  const has = (state: CheckState) => lines.some((line) => line.state === state);
  return has('problem') ? 'problem' : has('warning') ? 'warning' : 'ok';
}

function entryOf(line: CheckLine, source: SourceWithoutKeys, scrub: Scrub): CheckLineEntry {
  const remedy = line.state === 'ok' ? undefined : remedyOf(line, source);
  return { ...scrubbed(line, scrub), ...(remedy && { remedy }) };
}

function remedyOf({ code, subject }: CheckLine, source: SourceWithoutKeys): CheckLineEntry['remedy'] {
  if (code === 'rights-missing') return { kind: 'create-token', link: loginRules(source).createTokenLink };
  switch (subject) {
    case 'keys':
      return code === 'rights-unlisted' ? undefined : { kind: 'login' };
    case 'clock':
      return { kind: 'set-clock' };
    case 'region':
    case 'destination':
      return { kind: 'edit', path: [subject] };
    case 'definitions':
      return { kind: 'edit', path: ['endpoints'] };
    default:
      return undefined;
  }
}
