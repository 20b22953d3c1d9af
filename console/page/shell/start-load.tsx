// A load or a retry that is started here: what it will cost is shown first, and a word is asked for.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PriceAnswer, StartRequest } from '../../contract/run.js';
import { Icon, type IconName } from '../../ui/icons.js';
import { callsText, sumOfCalls } from '../plan/calls-text.js';
import { go, screenLink } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { loadStarted } from '../state/running.js';
import { ask } from '../state/server.js';
import { announce } from './announcer.js';
import { CopyButton } from './copy-button.js';
import { Dialog } from './dialog.js';
import { Problem } from './problem.js';
import { Waiting } from './waiting.js';

/** Loads that were started here: who shows runs looks again. */
export const startedLoads = signal(0);

const open = signal<StartRequest | undefined>(undefined);
const price = notAsked<PriceAnswer>();
const started = notAsked<{ load: string }>();

interface ButtonProps {
  label: string;
  icon: IconName;
  request: StartRequest;
  primary?: boolean;
}

export function StartButton({ label, icon, request, primary = false }: ButtonProps) {
  return (
    <button
      type="button"
      class={primary ? 'btn primary' : 'btn'}
      aria-haspopup="dialog"
      onClick={() => {
        started.value = { state: 'none' };
        open.value = request;
      }}
    >
      <Icon name={icon} small />
      {label}
    </button>
  );
}

/** Stands once on a screen that has such buttons. */
export function StartDialog() {
  const request = open.value;
  useEffect(() => {
    if (request) void put(price, () => ask('POST /api/run/price', request), { keep: false });
  }, [request]);
  if (!request) return null;
  const { start } = t.value.homePage;
  const close = () => {
    open.value = undefined;
  };
  const begin = async () => {
    await put(started, () => ask('POST /api/run/start', request));
    const load = started.peek().answer?.load;
    if (load === undefined) return;
    close();
    announce(start.started);
    loadStarted();
    const link = screenLink('runs', load);
    startedLoads.value++;
    if (link) go(link);
  };
  const { answer, error } = price.value;
  return (
    <Dialog title={start.title} close={close}>
      {error && <Problem error={error} />}
      {!answer && !error && <Waiting lines={3} />}
      {answer && <Price answer={answer} request={request} />}
      {started.value.error && <Problem error={started.value.error} />}
      <div class="row end">
        <button type="button" class="btn" onClick={close}>
          {start.cancel}
        </button>
        <button
          type="button"
          class="btn primary"
          disabled={!answer || started.value.state === 'waiting'}
          onClick={() => void begin()}
        >
          {start.start}
        </button>
      </div>
    </Dialog>
  );
}

function Price({ answer, request }: { answer: PriceAnswer; request: StartRequest }) {
  const { start, calls } = t.value.homePage;
  const { objects, parts, command } = answer;
  const isLoad = request.kind === 'load';
  const about = objects === undefined ? start.retryUnknown : start.retryAbout(f.value.count(objects));
  return (
    <>
      <p>{isLoad ? start.loadAbout : about}</p>
      {parts.length > 0 && (
        <p>
          <span class="muted small">{start.price}</span>{' '}
          <b>{calls(callsText(sumOfCalls(parts.map((part) => part.calls))))}</b>
          <br />
          <span class="muted small">
            {start.single(callsText(sumOfCalls(parts.map(({ single }) => single))))}
          </span>
        </p>
      )}
      <p class="muted small">{start.command}</p>
      <p class="row command">
        <code class="addr grow">{command}</code>
        <CopyButton text={() => command} label={`${t.value.copy}: ${command}`} />
      </p>
    </>
  );
}
