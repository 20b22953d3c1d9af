// What needs a person: a word, the thing, why, and one action each.
import type { ComponentChildren } from 'preact';
import type { IconName } from '../../ui/icons.js';
import { Icon } from '../../ui/icons.js';
import { Chip, type Tone } from '../../ui/parts/parts.js';
import { StartLink } from '../start/start-link.js';
import { operationAddress, screenLink } from '../state/address.js';
import { f, t } from '../state/language.js';
import { accountOf, accounts, loadAccount } from '../state/session.js';
import { needs, now } from './facts.js';
import { GROUPS, type Need } from './needs.js';
import { when } from './when.js';

export function NeedsPane() {
  const words = t.value.homePage.needs;
  const all = needs.value;
  return (
    <section class="pane need" aria-labelledby="h-needs">
      <header>
        <h3 id="h-needs" class="grow">
          {words.title}
        </h3>
        <span class="muted small">{all.length > 0 && words.count(f.value.count(all.length))}</span>
      </header>
      {all.length === 0 && <p class="in-pane muted">{words.none}</p>}
      {GROUPS.map((group) => {
        const own = all.filter((need) => need.group === group);
        if (own.length === 0) return null;
        return (
          <div key={group}>
            <h4 class="hd">
              {words.groups[group]} <small class="muted">{group === 'money' ? '' : words.about[group]}</small>
            </h4>
            <ul>
              {own.map((need) => (
                <Line key={JSON.stringify(need)} need={need} />
              ))}
            </ul>
          </div>
        );
      })}
      <AskKeys />
    </section>
  );
}

/** When keys end is known of those alone that were asked. */
function AskKeys() {
  const words = t.value.homePage.needs;
  const open = accounts.value.filter(
    ({ connection, credentials }) =>
      credentials.kind === 'keys' && credentials.isComplete && !accountOf(connection).answer,
  );
  if (open.length === 0) return null;
  const askAll = async () => {
    for (const { connection } of open) await loadAccount(connection);
  };
  return (
    <p class="in-pane row">
      <button type="button" class="linklike" onClick={() => void askAll()}>
        {words.askKeys}
      </button>
      <span class="muted small">{words.askKeysPrice(f.value.count(open.length * 3))}</span>
    </p>
  );
}

interface Look {
  tone: Tone;
  icon: IconName;
  word: string;
  title: ComponentChildren;
  about?: ComponentChildren;
  action?: ComponentChildren;
}

function Line({ need }: { need: Need }) {
  const { tone, icon, word, title, about, action } = lookOf(need);
  return (
    <li>
      <Chip tone={tone} icon={icon}>
        {word}
      </Chip>
      <div class="what">
        <p>{title}</p>
        {about && <p class="muted small">{about}</p>}
      </div>
      <div class="act">{action}</div>
    </li>
  );
}

function lookOf(need: Need): Look {
  const words = t.value.homePage.needs;
  const { actions } = words;
  switch (need.kind) {
    case 'no-run': {
      const isKey = need.state === 'no-keys';
      const access = accessOf(need.connection);
      return {
        ...{ tone: 'bad', icon: isKey ? 'key' : 'stop', word: words.words[need.state] },
        title: isKey ? words.noKey(need.name) : words.noRun(need.name),
        about: isKey ? words.noKeyHow : words.noRunHow,
        action: isKey ? (
          <Act href={access} icon="key" label={actions.key} />
        ) : (
          <Act href={screenLink('runs', need.runId ?? '')} label={actions.look} />
        ),
      };
    }
    case 'left':
      return leftLook(need);
    case 'missed':
      return {
        ...{ tone: 'warn', icon: 'clock', word: words.words.missed },
        title: words.missed(need.pipeline),
        about: words.missedHow(when(need.at, now.value)),
        action: <StartLink icon="runs" label={actions.load} options={{}} />,
      };
    case 'key':
      return {
        ...{
          tone: need.daysLeft <= 14 ? 'bad' : 'warn',
          icon: 'clock',
          word: words.words.days(f.value.count(need.daysLeft)),
        },
        title:
          need.connection === undefined
            ? words.keyAlone(f.value.day(need.day))
            : words.key(need.name, f.value.day(need.day)),
        about: words.keyHow,
        action: <Act href={accessOf(need.connection)} icon="key" label={actions.renew} />,
      };
    case 'deprecated': {
      const [method = '', path = ''] = need.route.split(' ');
      return {
        ...{ tone: 'warn', icon: 'alert', word: words.words.deprecated },
        title: <code>{need.route}</code>,
        about: (
          <>
            {need.deletion ? words.ends(f.value.day(need.deletion)) : words.endUnknown}{' '}
            {words.readBy(need.sources.join(', '))}
            {need.replacement && (
              <>
                {' '}
                {words.instead} <code>{need.replacement}</code>
              </>
            )}
          </>
        ),
        action: <Act href={operationAddress({ method, path })} label={actions.replace} />,
      };
    }
    default:
      return moneyLook(need);
  }
}

function leftLook({
  reason,
  source,
  count,
  id,
  message,
  account,
  connection,
}: Extract<Need, { kind: 'left' }>): Look {
  const words = t.value.homePage.needs;
  const { actions } = words;
  const shown =
    id === undefined ? f.value.count(count) : count > 1 ? words.leftMore(id, f.value.count(count - 1)) : id;
  const ledger = screenLink('ledger');
  const query = new URLSearchParams({ run: 'last', reason, source, account });
  const look = ledger && `${ledger}?${query}`;
  const action = {
    failed: (
      <StartLink
        icon="retry"
        label={actions.retry}
        options={{ kind: 'retry', run: 'last', reasons: reason, sources: source }}
      />
    ),
    rejected: <Act href={look} label={actions.replay} />,
    refused: <Act href={accessOf(connection)} icon="key" label={actions.right} />,
  }[reason];
  return {
    ...{
      tone: reason === 'failed' ? 'bad' : 'warn',
      icon: reason === 'failed' ? 'stop' : reason === 'refused' ? 'lock' : 'alert',
    },
    word: words.words[reason],
    title: (
      <>
        {look ? (
          <a class="mono" href={look}>
            {source}
          </a>
        ) : (
          <code>{source}</code>
        )}{' '}
        <code class="id">{shown}</code>
      </>
    ),
    about: [connection, message && `“${message}”`].filter(Boolean).join(': '),
    action,
  };
}

function moneyLook(need: Extract<Need, { group: 'money' }>): Look {
  const words = t.value.homePage.needs;
  const look = screenLink('spend');
  const { money, amount, signed, count, day } = f.value;
  if (need.kind === 'odd')
    return {
      ...{ tone: 'warn', icon: 'alert', word: words.words.odd },
      title: words.odd(count(need.count)),
      about:
        need.amounts.length > 0 &&
        words.oddHow(need.amounts.map(({ gap, currency }) => money(gap, currency)).join(', ')),
      action: <Act href={look && `${look}/reconcile`} label={words.actions.look} />,
    };
  if (need.kind === 'late')
    return {
      ...{ tone: 'bad', icon: 'clock', word: words.words.late },
      title: words.late(money(need.open, need.currency), count(need.count)),
      about: words.oldest(count(need.oldest.days), amount(need.oldest.open)),
      action: <Act href={look} label={words.actions.look} />,
    };
  if (need.kind === 'expiring') {
    const renewal = words.renewals[need.renewal as keyof typeof words.renewals] ?? need.renewal;
    return {
      ...{
        tone: need.daysLeft <= 7 ? 'bad' : 'warn',
        icon: 'clock',
        word: words.words.days(f.value.count(need.daysLeft)),
      },
      title: words.expires(need.service, day(need.day)),
      about: [need.what, renewal, need.price !== null && money(need.price, need.currency)]
        .filter(Boolean)
        .join(', '),
      action: <Act href={look && `${look}/expiring`} label={words.actions.look} />,
    };
  }
  return {
    ...{ tone: 'plain', icon: 'chart', word: words.words.anomaly },
    title: words.anomaly(need.name, signed(need.difference)),
    about: `${need.service}. ${words.anomalyHow(money(need.amount, need.currency), amount(need.usual))}${need.others > 0 ? ` ${words.others(count(need.others))}` : ''}`,
    action: <Act href={look} label={words.actions.look} />,
  };
}

const accessOf = (connection: string | undefined): string =>
  connection === undefined ? '/access' : `/access?connection=${encodeURIComponent(connection)}`;

/** One action; none where the page has no place for it. */
function Act({ href, label, icon }: { href: string | undefined; label: string; icon?: IconName }) {
  if (href === undefined) return null;
  return (
    <a class="btn" href={href}>
      {icon && <Icon name={icon} small />}
      {label}
    </a>
  );
}
