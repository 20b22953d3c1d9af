// A draft becomes the file: only of the version that it was begun from, whole or not at all.
import { textTree } from '../../../connector/config/edit/text-tree.js';
import { UnwritableConfig } from '../../../connector/config/edit/unwritable.js';
import { createFile, replaceFile } from '../../../connector/disk/whole-file.js';
import { ConfigError } from '../../../connector/model/errors.js';
import type { DraftIssue, SaveAnswer, SaveRequest } from '../../contract/draft.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';
import { judged } from './check.js';
import { type SourceFile, sourceFile, sourceText } from './source-file.js';

/** These are never saved: the text would be none, or would lose a secret. */
const NEVER = new Set(['config-text', 'secret-unknown']);

/** Throws `Refused`, and `ConfigError` where the file cannot be written; then it is as it was. */
export async function saveAnswer(workspace: Workspace, request: SaveRequest): Promise<SaveAnswer> {
  refuseOther(workspace, sourceFile(workspace), request);
  const { draft, issues, scrub } = await judged(workspace, request.text);
  refuseWrong(draft.text, issues, request);
  // It may have changed while the draft was checked.
  const file = sourceFile(workspace);
  refuseOther(workspace, file, request);
  write(file, withLineEnds(draft.text, file), scrub);
  if (file.exists) workspace.reload();
  else workspace.adopt(file.file);
  return { source: sourceText(workspace), issues };
}

function refuseOther(workspace: Workspace, { version, file }: SourceFile, request: SaveRequest): void {
  if (version === request.version) return;
  throw new Refused(409, 'source-changed', `${file} has changed since this draft was begun`, {
    source: sourceText(workspace),
  });
}

function refuseWrong(text: string, issues: DraftIssue[], { withIssues = false }: SaveRequest): void {
  const isGroup = isConfiguration(text) && !issues.some(({ code }) => NEVER.has(code));
  if (isGroup && (withIssues || issues.length === 0)) return;
  const message = isGroup
    ? 'something is wrong in it: look at the issues, or save it all the same'
    : 'it cannot be saved like this: look at the issues';
  throw new Refused(400, 'draft-issues', message, { issues });
}

function isConfiguration(text: string): boolean {
  try {
    textTree(text);
    return true;
  } catch (error) {
    if (error instanceof UnwritableConfig) return false;
    throw error;
  }
}

/** Editors in a browser have line breaks of one kind: the file keeps its own. */
function withLineEnds(text: string, { secrets }: SourceFile): string {
  const breaks = secrets.text.match(/\r?\n/g) ?? [];
  const isCrlf = breaks.length > 0 && breaks.every((each) => each === '\r\n');
  return isCrlf && !text.includes('\r') ? text.replaceAll('\n', '\r\n') : text;
}

function write(
  { file, path, exists, hasMark }: SourceFile,
  text: string,
  scrub: (text: string) => string,
): void {
  try {
    // Fails where another program has made it meanwhile.
    if (!exists) createFile(path, text);
    else replaceFile(path, hasMark ? `\ufeff${text}` : text, { keepMode: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    const message = scrub(`cannot be written, and is as it was: ${(error as Error).message}`);
    throw new ConfigError([{ code: 'file-unusable', where: file, message }]);
  }
}
