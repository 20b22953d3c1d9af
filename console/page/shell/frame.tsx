// What stands around every screen: the rail, the bar above, and at 390 px the bar below.
import { signal } from '@preact/signals';
import { Icon } from '../../ui/icons.js';
import { place, screenAddress } from '../state/address.js';
import { f, t } from '../state/language.js';
import { runningLoad } from '../state/running.js';
import { barEntries, SCREEN_NAMES, SCREENS, type ScreenName } from '../state/screens.js';
import { account, session } from '../state/session.js';
import { Dialog } from './dialog.js';
import { run } from './shortcuts.js';

const moreOpen = signal(false);

function Places({ names, follow }: { names: readonly ScreenName[]; follow?: () => void }) {
  return names.map((name) => (
    <a
      key={name}
      href={screenAddress(name)}
      aria-current={place.value === name ? 'page' : undefined}
      onClick={follow}
    >
      <Icon name={SCREENS[name].icon} />
      {t.value.screens[name]}
    </a>
  ));
}

export function Rail() {
  return (
    <nav class="rail" aria-label={t.value.main}>
      <a class="mark" href="/" aria-label={t.value.home}>
        <Icon name="mark" />
      </a>
      <Places names={SCREEN_NAMES} />
    </nav>
  );
}

/** At 390 px. */
export function Bottom() {
  const { shown, more } = barEntries();
  return (
    <nav class="bottom" aria-label={t.value.main}>
      <Places names={shown} />
      {more.length > 0 && (
        <button
          type="button"
          aria-haspopup="dialog"
          aria-current={more.includes(place.value) ? 'page' : undefined}
          onClick={() => {
            moreOpen.value = true;
          }}
        >
          <Icon name="menu" />
          {t.value.more}
        </button>
      )}
    </nav>
  );
}

/** What the bar has no room for. */
export function More() {
  if (!moreOpen.value) return null;
  const close = () => {
    moreOpen.value = false;
  };
  return (
    <Dialog title={t.value.more} close={close}>
      <nav class="more" aria-label={t.value.more}>
        <Places names={barEntries().more} follow={close} />
      </nav>
    </Dialog>
  );
}

export function Topbar() {
  const { answer } = session.value;
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
        <h1>{t.value.screens[place.value]}</h1>
      </div>
      <span class="grow" />
      <RunningChip />
      <button class="find" type="button" onClick={() => run('palette')}>
        <Icon name="search" small />
        <span class="label">{t.value.palette.open}</span>
        <kbd class="no-m">Ctrl K</kbd>
      </button>
      <Who />
    </header>
  );
}

/** While a load of this console runs, on every screen. */
function RunningChip() {
  const load = runningLoad.value;
  if (!load) return null;
  const { running, runningPlain } = t.value.runs;
  const percent = load.done === undefined ? '' : f.value.percentage(String(Math.floor(load.done * 100)));
  return (
    <a
      class="chip run"
      href={`/runs/${load.load}`}
      aria-label={percent === '' ? runningPlain : running(percent)}
    >
      <Icon name="runs" small />
      <span class="no-m">{percent === '' ? runningPlain : running(percent)}</span>
      <span class="only-m">{percent}</span>
    </a>
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
