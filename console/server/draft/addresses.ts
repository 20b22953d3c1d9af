// The addresses of the Source form.
import type { Hono } from 'hono';
import { answer } from '../answer.js';
import { REQUESTS } from '../requests.js';
import type { Workspace } from '../workspace.js';
import { checkAnswer } from './check.js';
import { sourceText } from './source-file.js';

export function addDraft(app: Hono, workspace: Workspace): void {
  answer(app, 'GET /api/source', REQUESTS.none, () => sourceText(workspace));
  answer(app, 'POST /api/draft/check', REQUESTS.draft, ({ text }) => checkAnswer(workspace, text));
}
