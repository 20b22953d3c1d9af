// What stands around every screen: the rail, the bar above, and at 390 px the bar below.
import { Icon, type IconName } from '../../ui/icons.js';
import { listAddress, screen } from '../state/address.js';
import { t } from '../state/language.js';
import { account, session } from '../state/session.js';
import { run } from './shortcuts.js';

interface Place {
  name: 'explore' | 'changes' | 'access' | 'help';
  href: string;
  icon: IconName;
  here: boolean;
}

function places(): Place[] {
  const at = screen.value;
  return [
    {
      name: 'explore',
      href: listAddress.value,
      icon: 'search',
      here: at === 'explore' || at === 'operation',
    },
    { name: 'changes', href: '/explore/changes', icon: 'diff', here: at === 'changes' },
    { name: 'access', href: '/access', icon: 'key', here: at === 'access' },
    { name: 'help', href: '/help', icon: 'help', here: at === 'help' },
  ];
}

function PlaceLink({ name, href, icon, here }: Place) {
  return (
    <a href={href} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} />
      {t.value.screens[name]}
    </a>
  );
}

export function Rail() {
  return (
    <nav class="rail" aria-label={t.value.main}>
      <a class="mark" href="/explore" aria-label={t.value.home}>
        <Icon name="mark" />
      </a>
      {places().map((place) => (
        <PlaceLink key={place.name} {...place} />
      ))}
    </nav>
  );
}

/** At 390 px. */
export function Bottom() {
  return (
    <nav class="bottom" aria-label={t.value.main}>
      {places().map((place) => (
        <PlaceLink key={place.name} {...place} />
      ))}
    </nav>
  );
}

export function Topbar() {
  const { answer } = session.value;
  const name = screen.value === 'operation' || screen.value === 'unknown' ? 'explore' : screen.value;
  return (
    <header class="topbar">
      <div class="crumb">
        {answer?.config && (
          <>
            <span class="mono no-m" title={answer.config.file}>
              {answer.config.file.split(/[/\\]/).at(-1)}
            </span>
            <span class="sep no-m" aria-hidden="true">
              /
            </span>
          </>
        )}
        <h1>{t.value.screens[name]}</h1>
      </div>
      <span class="grow" />
      <button class="find" type="button" onClick={() => run('palette')}>
        <Icon name="search" small />
        <span class="label">{t.value.palette.open}</span>
        <kbd class="no-m">Ctrl K</kbd>
      </button>
      <Who />
    </header>
  );
}

function Who() {
  const { answer } = session.value;
  const whose = account.value.answer?.account;
  if (!answer) return null;
  const none = answer.credentials.kind === 'none';
  return (
    <div class="who">
      {whose && <b class="no-m">{whose}</b>}
      <span class="mono no-m">{answer.region}</span>
      {answer.demo && <span class="tag acc">{t.value.demo}</span>}
      {none && (
        <a class="tag warn" href="/access">
          {t.value.noKeys}
        </a>
      )}
    </div>
  );
}
