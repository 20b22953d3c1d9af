// A page with a form of what the configuration has to choose from: connections, source objects, runs.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ChoicesAnswer } from '../../contract/run.js';
import { NoConfig } from '../notices/no-config.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { notAsked, put } from '../state/asked.js';
import { ask } from '../state/server.js';

interface Props {
  title: string;
  form: (choices: ChoicesAnswer) => ComponentChildren;
  /** Above the form. */
  children?: ComponentChildren;
}

export function ChoicesPage({ title, form, children }: Props) {
  const [choices] = useState(() => notAsked<ChoicesAnswer>());
  const look = () => void put(choices, () => ask('GET /api/run/choices', {}));
  useEffect(look, []);
  const { answer, error } = choices.value;
  return (
    <div class="page runs">
      <h2>{title}</h2>
      {error?.code === 'not-found' ? <NoConfig /> : error && <Problem error={error} again={look} />}
      {!answer && !error && <Waiting lines={10} />}
      {children}
      {answer && form(answer)}
    </div>
  );
}
