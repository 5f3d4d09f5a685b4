/** The facts of the run. */

import type { Result } from '../../model/finding.ts';
import { count, name } from '../printable.ts';
import { html, type Markup } from './markup.ts';

const MOST = 50;

export function facts({
  tool,
  takenAt,
  cloud,
  scope,
  systems,
  subscriptions,
  rules,
  requests,
  findings,
}: Result): Markup {
  const clusters = systems.filter(({ kind }) => kind === 'nexus').length;
  const asked = [
    ...scope.managementGroups.map(each => `management group ${name(each)}`),
    ...scope.subscriptions.map(each => `subscription ${name(each)}`),
  ];
  const entries: (readonly [string, string])[] = [
    ['Tool', `midrift ${name(tool.version)}`],
    ['Facts read', name(takenAt)],
    ['Cloud', name(cloud)],
    ['Asked for', asked.length === 0 ? 'everything that the credential can see' : listed(asked)],
    [
      'Read',
      `${count(clusters, 'Nexus cluster')} and ${count(systems.length - clusters, 'CycleCloud server')} in ${count(subscriptions, 'subscription')}`,
    ],
    ['Judged', `${count(findings.length, 'check')} by ${count(rules.length, 'rule')}`],
    ...(requests === undefined
      ? [['Requests', 'none: a snapshot was read'] as const]
      : ([
          [
            'Resource Graph',
            `${count(requests.resourceGraphQueries, 'query', 'queries')}, ${count(requests.resourceGraphPages, 'page')}`,
          ],
          ['Resource Manager', count(requests.arm, 'request')],
          ['Microsoft Graph', count(requests.graph, 'request')],
          ['Put off by quotas', count(requests.throttled, 'request')],
          ['Credential', requests.credential === undefined ? 'that of the embedded Azure' : name(requests.credential)],
          ...(requests.seconds === undefined ? [] : [['Reading took', `${requests.seconds.toFixed(1)} s`] as const]),
        ] as const)),
  ];
  return html`<section id="run" aria-labelledby="run-title">
    <h2 id="run-title">This run</h2>
    <dl class="facts">${entries.map(([term, says]) => html`<div><dt>${term}</dt><dd>${says}</dd></div>`)}</dl>
  </section>`;
}

function listed(items: readonly string[]): string {
  const rest = items.length - MOST;
  return rest > 0 ? `${items.slice(0, MOST).join(', ')} and ${rest} more` : items.join(', ');
}
