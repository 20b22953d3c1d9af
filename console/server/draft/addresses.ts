// The addresses of the Source form.
import type { Hono } from 'hono';
import { formFields } from '../../../connector/config/form/fields.js';
import { answer } from '../answer.js';
import { REQUESTS } from '../requests.js';
import type { Workspace } from '../workspace.js';
import { checkAnswer } from './check.js';
import { connectAnswer } from './connect.js';
import { diffAnswer, editAnswer } from './edit.js';
import { parentsAnswer } from './parents.js';
import { planAnswer } from './plan.js';
import { presetsAnswer } from './presets.js';
import { previewAnswer, samplesAnswer } from './preview.js';
import { DRAFTS } from './requests.js';
import { saveAnswer } from './save.js';
import { sourceText } from './source-file.js';

export function addDraft(app: Hono, workspace: Workspace): void {
  answer(app, 'GET /api/source/fields', REQUESTS.none, formFields);
  answer(app, 'GET /api/presets', REQUESTS.none, presetsAnswer);
  answer(app, 'GET /api/source', REQUESTS.none, () => sourceText(workspace));
  answer(app, 'POST /api/draft/check', DRAFTS.draft, ({ text }) => checkAnswer(workspace, text));
  answer(app, 'POST /api/draft/edit', DRAFTS.edit, editAnswer);
  answer(app, 'POST /api/draft/diff', DRAFTS.draft, ({ text }) => diffAnswer(workspace, text));
  answer(app, 'POST /api/draft/parents', DRAFTS.parents, (request) => parentsAnswer(workspace, request));
  answer(app, 'POST /api/draft/plan', DRAFTS.plan, (request) => planAnswer(workspace, request));
  answer(app, 'POST /api/draft/preview', DRAFTS.preview, (request, signal) =>
    previewAnswer(workspace, request, signal),
  );
  answer(app, 'POST /api/draft/samples', DRAFTS.preview, (request, signal) =>
    samplesAnswer(workspace, request, signal),
  );
  answer(app, 'POST /api/check', DRAFTS.check, (request) => connectAnswer(workspace, request));
  answer(app, 'POST /api/draft/save', DRAFTS.save, (request) => saveAnswer(workspace, request));
}
