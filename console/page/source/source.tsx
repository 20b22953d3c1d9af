// Source: the configuration as a form and as text, over one draft.
import { useEffect } from 'preact/hooks';
import { Band } from '../../ui/parts/parts.js';
import { check, isBroken, isChanged, loadSource, refused, source } from '../draft/draft.js';
import { lookAtFile } from '../draft/file.js';
import { loadSchema } from '../draft/schema.js';
import { Endpoints } from '../endpoints/endpoints.js';
import { Examples } from '../endpoints/examples.js';
import { Said } from '../notices/said.js';
import { lazy } from '../shell/lazy.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { t } from '../state/language.js';
import { ChangedFile, Dialogs } from './dialogs.js';
import { Head } from './head.js';
import { openPart, partAddress } from './places.js';
import { WholeText } from './yaml-pane.js';

const Connection = lazy(async () => (await import('./connection.js')).Connection);
const Destination = lazy(async () => (await import('./destination.js')).Destination);
const Schedule = lazy(async () => (await import('../schedule/schedule.js')).Schedule);

const SHOWN = {
  connection: Connection,
  endpoints: Endpoints,
  destination: Destination,
  schedule: Schedule,
  yaml: WholeText,
  examples: Examples,
};

export function Source() {
  const { state, answer, error } = source.value;
  useEffect(() => {
    loadSchema();
    if (source.peek().state === 'none') void loadSource();
    else void lookAtFile();
    const look = () => document.visibilityState === 'visible' && void lookAtFile();
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      removeEventListener('focus', look);
    };
  }, []);
  if (error)
    return (
      <div class="page">
        <Problem error={error} again={() => void loadSource()} />
      </div>
    );
  if (!answer) return state === 'waiting' ? <Waiting lines={8} /> : null;
  const part = openPart();
  const Shown = SHOWN[part];
  return (
    <div class="src">
      <Head />
      <ChangedFile />
      {refused.value && (
        <div class="under">
          <Problem error={refused.value} />
        </div>
      )}
      {part !== 'yaml' && isBroken.value && <Broken />}
      <Shown key={part} />
      <Dialogs />
    </div>
  );
}

/** The form shows the newest text that is YAML, and waits. */
function Broken() {
  const [issue] = check.value.answer?.issues ?? [];
  return (
    <div class="under" role="status">
      <Band tone="warn" icon="alert">
        {t.value.source.formWaits} {issue && <code>{issue.where}</code>}{' '}
        {issue && <Said code={issue.code} message={issue.message} />}{' '}
        <a href={partAddress('yaml')}>{t.value.source.toYaml}</a>
      </Band>
    </div>
  );
}

// A draft is lost with the page, so leaving it asks.
addEventListener('beforeunload', (event) => {
  if (isChanged.peek()) event.preventDefault();
});
