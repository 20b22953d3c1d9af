// The page of one operation: what it is, its request as a form, its response, and beside it TRY.
import { type Signal, signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OperationPage } from '../../contract/operation.js';
import { Icon } from '../../ui/icons.js';
import { found } from '../explore/found.js';
import { stateTag } from '../explore/state-tag.js';
import { announce } from '../shell/announcer.js';
import { CopyButton, copyText } from '../shell/copy-button.js';
import { lazy } from '../shell/lazy.js';
import { Problem } from '../shell/problem.js';
import { useShortcut } from '../shell/shortcuts.js';
import { Tabs } from '../shell/tabs.js';
import { Waiting } from '../shell/waiting.js';
import { go, listAddress, type OperationId, operationAddress } from '../state/address.js';
import { type Asked, notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { TryPane } from '../try/try-pane.js';
import { AboutOperation } from './about.js';
import { seed } from './form-state.js';
import { JsonText } from './json-text.js';
import { RequestForm } from './request-form.js';
import { fieldCount, SchemaTree } from './schema-tree.js';

const AddDialog = lazy(async () => (await import('./add-endpoint.js')).AddDialog);

const pages = new Map<string, Signal<Asked<OperationPage>>>();

function pageOf({ method, path }: OperationId): Signal<Asked<OperationPage>> {
  const key = `${method} ${path}`;
  const known = pages.get(key) ?? notAsked<OperationPage>();
  pages.set(key, known);
  return known;
}

export function OperationScreen(operation: OperationId) {
  const page = pageOf(operation);
  const { state, answer, error } = page.value;
  const article = useRef<HTMLElement>(null);
  // A concrete path opens its template, with its values.
  useEffect(() => {
    if (answer && answer.path !== operation.path) openTemplate(answer, operation.path);
  }, [answer]);
  const load = () =>
    put(page, () => ask('GET /api/operation', { method: operation.method, path: operation.path }));
  useEffect(() => {
    if (page.peek().state !== 'answer') void load();
    announce(`${operation.method} ${operation.path}`);
    // Where the list gave way to this page, the focus comes along.
    if (document.querySelector('.lst')?.checkVisibility() === false) article.current?.focus();
  }, []);
  return (
    <div class="xop">
      <article class="doc" ref={article} tabIndex={-1} aria-label={`${operation.method} ${operation.path}`}>
        <a class="btn quiet back" href={listAddress.value}>
          <Icon name="left" />
          {t.value.operation.back(f.value.count(found.value?.rows.length ?? 0))}
        </a>
        {answer && <Whole page={answer} />}
        {error && <Problem error={error} again={() => void load()} />}
        {!answer && state === 'waiting' && <Waiting lines={12} />}
      </article>
      {answer ? <TryPane page={answer} /> : <aside class="try" aria-label={t.value.try.title} />}
    </div>
  );
}

function openTemplate(page: OperationPage, path: string): void {
  const written = path.split('/');
  const values = page.path.split('/').flatMap((part, place): [string, string][] => {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    return name === undefined ? [] : [[name, written[place] ?? '']];
  });
  seed(page, { parameters: Object.fromEntries(values) });
  go(
    operationAddress(
      page,
      values.map(([name, value]) => [`p.${name}`, value]),
    ),
    { replace: true },
  );
}

const adding = signal(false);

const closeAdding = () => {
  adding.value = false;
};

function Whole({ page }: { page: OperationPage }) {
  const { operation } = t.value;
  const { method, path, state, notAddable } = page;
  useShortcut('add', () => {
    adding.value = true;
  });
  useShortcut('copy', () => {
    void copyText(location.href);
    announce(t.value.copied);
  });
  useEffect(() => closeAdding, []);
  return (
    <>
      <div class="name">
        <span class={`verb ${method}`}>{method}</span>
        <h2>{path}</h2>
        {stateTag({
          state: state.value,
          deprecated: state.deprecatedDate,
          deletion: state.deletionDate,
        })}
      </div>
      <p class="what">{page.description}</p>
      {page.longDescription && <p class="muted small long">{page.longDescription}</p>}
      <div class="acts">
        <button
          type="button"
          class="btn"
          title={notAddable?.message}
          onClick={() => {
            adding.value = true;
          }}
        >
          <Icon name="plus" />
          {operation.addAsEndpoint}
        </button>
        <CopyButton text={() => location.href} label={operation.copyLink} shown />
        <a
          class="btn quiet"
          href={page.ovhcloudConsole}
          target="_blank"
          rel="noreferrer"
          aria-label={operation.atOvhcloud}
        >
          <Icon name="external" />
          <span class="no-m">{operation.atOvhcloud}</span>
        </a>
      </div>
      <AboutOperation page={page} />
      <RequestForm page={page} />
      <Response page={page} />
      <Related page={page} />
      {adding.value && <AddDialog page={page} close={closeAdding} />}
    </>
  );
}

function Response({ page }: { page: OperationPage }) {
  const { operation } = t.value;
  const { type, schema, example } = page.response;
  const [tab, choose] = useState<'schema' | 'example'>('schema');
  const fields = fieldCount(schema);
  const label = `${operation.response}, ${type}`;
  return (
    <section aria-labelledby="h-response">
      <h2 id="h-response">
        {operation.response}{' '}
        <small>
          <code>{type}</code>
          {fields > 0 && ` · ${operation.fields(f.value.count(fields))}`}
        </small>
      </h2>
      {schema ? (
        <Tabs
          label={operation.response}
          tabs={[
            { name: 'schema', label: operation.schema },
            { name: 'example', label: operation.example },
          ]}
          chosen={tab}
          choose={choose}
        >
          {tab === 'schema' ? (
            <SchemaTree node={schema} label={label} />
          ) : (
            <JsonText text={example ?? ''} label={label} />
          )}
        </Tabs>
      ) : (
        <p class="muted small none">{type === 'void' ? operation.nothing : operation.unknownType}</p>
      )}
    </section>
  );
}

function Related({ page }: { page: OperationPage }) {
  if (page.related.length === 0) return null;
  const { related, relations } = t.value.operation;
  return (
    <section aria-labelledby="h-related">
      <h2 id="h-related">{related}</h2>
      <ul class="related">
        {page.related.map(({ method, path, relation }) => (
          <li key={`${relation} ${method} ${path}`}>
            <span class={`verb ${method}`}>{method === 'DELETE' ? 'DEL' : method}</span>
            <a class="mono" href={operationAddress({ method, path })}>
              {path}
            </a>
            <small class="muted">{relations[relation]}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
