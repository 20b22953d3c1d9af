// How old the API's documents are that everything here is made of.
import { catalogue } from '../state/catalogue.js';
import { f, t } from '../state/language.js';
import { session } from '../state/session.js';

const DAY_MS = 86_400_000;

export function DocumentsAge() {
  const { welcome } = t.value;
  const documents = catalogue.value.answer?.documents ?? session.value.answer?.documents;
  if (!documents) return null;
  const { folder, oldest, notes } = documents;
  const days = oldest === undefined ? 0 : Math.floor((Date.now() - Date.parse(oldest)) / DAY_MS);
  return (
    <div class="muted small">
      <p>
        {folder
          ? welcome.folder(folder)
          : oldest
            ? welcome.kept(f.value.day(oldest.slice(0, 10)), days, f.value.count(days))
            : welcome.fresh}{' '}
        <a href="/explore/changes">{welcome.changes}</a>
      </p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
