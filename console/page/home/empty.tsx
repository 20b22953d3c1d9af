// Home before the first load: connect, choose, load, or look at the demo.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../../ui/icons.js';
import { Chip } from '../../ui/parts/parts.js';
import { CopyButton } from '../shell/copy-button.js';
import { Waiting } from '../shell/waiting.js';
import { StartLink } from '../start/start-link.js';
import { screenLink } from '../state/address.js';
import { t } from '../state/language.js';
import { accounts, session } from '../state/session.js';

const DEMO = 'source-ovhcloud console --demo';

export function Empty() {
  const { empty } = t.value.homePage;
  const { answer } = session.value;
  if (!answer) return <Waiting lines={8} />;
  const isConnected = accounts.value.some(({ credentials }) => credentials.isComplete);
  const hasConfig = answer.config !== undefined && answer.problems.length === 0;
  return (
    <div class="page home">
      <div class="hero">
        <h2>{isConnected ? empty.loadedNothing : empty.title}</h2>
        <p class="muted">{empty.how}</p>
      </div>
      <ol class="steps3">
        <Step place={1} title={empty.connect} how={empty.connectHow} isDone={isConnected}>
          <ul>
            <Item
              icon="key"
              title={isConnected ? empty.found : empty.noKeys}
              about={
                isConnected
                  ? `${accounts.value.flatMap(({ credentials }) => credentials.from)[0] ?? ''}: ${empty.foundHow}`
                  : empty.noKeysHow
              }
            />
          </ul>
          <a
            class={isConnected ? 'btn' : 'btn primary'}
            // Keys are of a region, which a configuration has.
            href={isConnected || answer.config ? '/access' : '/source/connection'}
          >
            {isConnected ? empty.check : empty.getKeys}
          </a>
        </Step>
        <Step place={2} title={empty.choose} how={empty.chooseHow} isDone={hasConfig}>
          <Items pairs={empty.choices} icons={['print', 'clock', 'chart', 'search']} />
          <Choose isNext={isConnected && !hasConfig} />
        </Step>
        <Step place={3} title={empty.load} how={empty.loadHow} isDone={false}>
          <Items pairs={empty.loads} icons={['down', 'plan', 'check']} />
          <Load isReady={isConnected && hasConfig} />
        </Step>
      </ol>
      {!answer.demo && (
        <div class="demo">
          <div class="grow">
            <p class="strong">{empty.demo}</p>
            <p class="muted small">{empty.demoHow}</p>
          </div>
          <p class="row command">
            <code class="addr">{DEMO}</code>
            <CopyButton text={() => DEMO} label={`${empty.tryDemo}: ${t.value.copy} ${DEMO}`} />
          </p>
        </div>
      )}
      <ul class="promises">
        {empty.promises.map((promise) => (
          <li key={promise} class="muted small">
            <Icon name="check" small /> {promise}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface StepProps {
  place: number;
  title: string;
  how: string;
  isDone: boolean;
  children: ComponentChildren;
}

function Step({ place, title, how, isDone, children }: StepProps) {
  return (
    <li>
      <h3>
        <span class="no">{place}</span> {title}{' '}
        {isDone && (
          <Chip tone="ok" icon="check">
            {t.value.homePage.empty.done}
          </Chip>
        )}
      </h3>
      <p>{how}</p>
      {children}
    </li>
  );
}

function Items({ pairs, icons }: { pairs: string[][]; icons: IconName[] }) {
  return (
    <ul>
      {pairs.map(([title = '', about = ''], place) => (
        <Item key={title} icon={icons[place] ?? 'check'} title={title} about={about} />
      ))}
    </ul>
  );
}

function Item({ icon, title, about }: { icon: IconName; title: string; about: string }) {
  return (
    <li>
      <Icon name={icon} />
      <div>
        {title}
        <small class="muted">{about}</small>
      </div>
    </li>
  );
}

function Choose({ isNext }: { isNext: boolean }) {
  const { empty } = t.value.homePage;
  const source = screenLink('source');
  return (
    <a class={isNext && source ? 'btn primary' : 'btn'} href={source ?? '/explore'}>
      {source ? empty.toSource : empty.toExplore}
    </a>
  );
}

function Load({ isReady }: { isReady: boolean }) {
  const { empty, loadNow } = t.value.homePage;
  const plan = screenLink('plan');
  if (!isReady) return <p class="muted small">{empty.afterConnect}</p>;
  return (
    <p class="row wrap">
      {plan && (
        <a class="btn" href={plan}>
          {empty.toPlan}
        </a>
      )}
      <StartLink primary icon="runs" label={loadNow} options={{}} />
    </p>
  );
}
