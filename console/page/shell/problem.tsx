// An error of the server, or of the way to it: what is wrong, and what to do.
import { Band } from '../../ui/parts/parts.js';
import { t } from '../state/language.js';
import type { ServerError } from '../state/server.js';

export function Problem({ error, again }: { error: ServerError; again?: () => void }) {
  const { problems, retry } = t.value;
  const message = error.code in problems ? problems[error.code as keyof typeof problems] : error.message;
  return (
    <Band tone="bad" icon="alert">
      {error.issues.length !== 1 && <p class="strong">{message || error.code}</p>}
      {error.issues.length > 0 && (
        <ul class="issues">
          {error.issues.map(({ code, where, message: text }) => (
            <li key={`${code} ${where} ${text}`}>
              {where && <code>{where}</code>} {text}
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
