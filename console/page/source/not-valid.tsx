// Why something waits for a valid draft: most often nothing is chosen yet.
import { check } from '../draft/draft.js';
import { t } from '../state/language.js';
import { partAddress } from './places.js';

export function NotValid() {
  const words = t.value.source;
  const issues = check.value.answer?.issues ?? [];
  const isEmpty = issues.length > 0 && issues.every(({ key }) => key === 'endpoints');
  if (!isEmpty) return <>{words.firstValid}</>;
  return (
    <>
      {words.firstChoose} <a href={partAddress('examples')}>{words.examples}</a>
    </>
  );
}
