// An error of the server, or of the way to it: what is wrong, and what to do.
import { Band } from '../../ui/parts/parts.js';
import { NoConfig } from '../notices/no-config.js';
import { Said } from '../notices/said.js';
import { t } from '../state/language.js';
import type { ServerError } from '../state/server.js';
import { session } from '../state/session.js';

export function Problem({ error, again }: { error: ServerError; again?: () => void }) {
  const { problems, retry } = t.value;
  // Region and keys are those of the machine then, which may have none.
  if (error.code === 'region-unknown' && session.value.answer && !session.value.answer.config)
    return <NoConfig />;
  const own = error.code in problems ? problems[error.code as keyof typeof problems] : undefined;
  return (
    <Band tone="bad" icon="alert">
      {error.issues.length !== 1 && (
        <p class="strong">{own ?? <Said code={error.code} message={error.message || error.code} />}</p>
      )}
      {error.issues.length > 0 && (
        <ul class="issues">
          {error.issues.map(({ code, where, message: text }) => (
            <li key={`${code} ${where} ${text}`}>
              {where && <code>{where}</code>} <Said code={code} message={text} />
            </li>
          ))}
        </ul>
      )}
      <p class="small muted">
        <code>{error.code}</code>
      </p>
      {again && (
        <button type="button" class="btn" onClick={again}>
          {retry}
        </button>
      )}
    </Band>
  );
}
