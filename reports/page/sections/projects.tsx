// Projects, the dearest resources, and tags.
import { Split } from '../../../console/ui/charts/bars.js';
import { toNumber } from '../../../console/ui/numbers.js';
import { Section } from '../../../console/ui/parts/parts.js';
import { isAbsent } from '../../report/report-data.js';
import type { MonthlySpend } from '../../report/spend-data.js';
import { paletteOf } from '../palette.js';
import type { CurrencyView } from '../view.js';
import { ResourceName } from './compare.js';
import { Empty } from './empty.js';
import { PairTable } from './pair-table.js';

export function ProjectsSection(view: CurrencyView) {
  const { t, report, data, id } = view;
  const { projects, resources, spend } = report;
  const colour = colours(isAbsent(spend) ? null : spend);
  const mix = (services: { name: string; amount: string }[]) => (
    <Split
      class="mixbar"
      height={10}
      slices={services.map(({ name, amount }) => ({ colour: `f${colour(name)}`, size: toNumber(amount) }))}
    />
  );
  return (
    <Section
      id={id('projects')}
      title={t.sections.projects}
      about={t.about.against(data.month, data.against)}
    >
      <div class="two">
        <div>
          <h3>{t.projects.byProject}</h3>
          {isAbsent(projects) ? (
            <Empty {...view} absence={projects} />
          ) : (
            <PairTable
              {...view}
              title={t.sections.projects}
              head={t.project}
              rows={[
                ...projects.projects.map((each) => ({
                  ...each,
                  key: `${each.account}/${each.project.id}`,
                  name: <ProjectName {...view} project={each.project} account={each.account} />,
                  cells: [mix(each.services)],
                })),
                ...(projects.outside === null
                  ? []
                  : [
                      {
                        ...projects.outside,
                        key: '',
                        name: t.projects.outside,
                        cells: [mix(projects.outside.services)],
                      },
                    ]),
              ]}
              total={projects.total}
              extra={[{ head: t.projects.madeOf, class: 'no-m nop mid' }]}
              with={['share']}
            />
          )}
        </div>
        <div>
          {isAbsent(resources) ? (
            <>
              <h3>{t.projects.dearest(0)}</h3>
              <Empty {...view} absence={resources} />
            </>
          ) : (
            <>
              <h3>{t.projects.dearest(resources.dearest.length)}</h3>
              <PairTable
                {...view}
                title={t.projects.dearest(resources.dearest.length)}
                head={t.resource}
                rows={resources.dearest.map((each) => ({
                  ...each,
                  key: `${each.account}/${each.resource}/${each.service}`,
                  name: <ResourceName {...view} resource={each} colour={colour(each.service)} />,
                }))}
                total={resources.sum}
                totalName={t.projects.these(
                  resources.dearest.length,
                  view.f.share(resources.sum.amount ?? '0', resources.total.amount ?? '0'),
                )}
                with={[]}
                class="flexname"
              />
            </>
          )}
        </div>
      </div>
    </Section>
  );
}

function ProjectName({
  project,
  account,
  many,
}: CurrencyView & { project: { id: string; name: string | null }; account: string }) {
  return (
    <span class="nw">
      {project.name ?? <span class="mono">{project.id}</span>}{' '}
      {project.name !== null && (
        <span class="muted mono small no-m" title={project.id}>
          {project.id.slice(0, 6)}…
        </span>
      )}
      {many && <span class="muted"> · {account}</span>}
    </span>
  );
}

/** Colour of a service by its name, as in the columns. */
function colours(spend: MonthlySpend | null): (name: string) => number {
  if (spend === null) return () => 1;
  const { colourOf } = paletteOf(spend);
  const kinds = new Map(
    spend.kinds.flatMap(({ kind, services }) => services.map(({ name }) => [name, kind] as const)),
  );
  return (name) => {
    const kind = kinds.get(name);
    return kind === undefined ? 8 : colourOf(kind, name);
  };
}

export function TagsSection(view: CurrencyView) {
  const { t, f, report, data, id } = view;
  const { tags } = report;
  if (isAbsent(tags)) return null;
  return (
    <Section id={id('tags')} title={t.sections.tags} about={t.about.against(data.month, data.against)}>
      <div class="two">
        {tags.keys.map(({ key, values, untagged }) => (
          <div key={key}>
            <h3 class="mono">{key}</h3>
            <PairTable
              {...view}
              title={key}
              head={t.tags.value}
              rows={[
                ...values.map((each) => ({
                  ...each,
                  key: each.value,
                  name: each.value,
                  cells: [f.count(each.resources)],
                })),
                {
                  ...untagged,
                  key: '',
                  name: <span class="muted">{t.tags.untagged}</span>,
                  cells: [f.count(untagged.resources)],
                },
              ]}
              total={tags.total}
              extra={[{ head: t.resources, number: true, class: 'no-m' }]}
              with={['share']}
            />
          </div>
        ))}
      </div>
      <p class="note">{t.tags.note}</p>
    </Section>
  );
}
