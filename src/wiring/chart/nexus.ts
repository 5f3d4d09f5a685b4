/** The wiring of an Operator Nexus cluster: cluster → setting → identity → grant → resource. */

import { type Fact, isUnknown } from '../../model/fact.ts';
import type { Finding, SubjectSummary } from '../../model/finding.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Subject } from '../../subjects/subjects.ts';
import type { Material } from './chart.ts';
import { type AccessPath, drawAccess } from './grants.ts';
import { drawIdentity, said } from './identity.ts';
import { type Part, Sketch } from './sketch.ts';

/** The settings that a cluster should have, by the fact that says so, and the fragments of their subjects' ids. */
const USES = {
  hasCommandOutput: { fragment: 'command-output', name: 'command output' },
  hasAnalyticsOutput: { fragment: 'analytics-output', name: 'analytics output' },
  hasSecretArchive: { fragment: 'secret-archive', name: 'secret archive' },
} as const;

/** Variables that stand for the resource at the end, and the fields of them that say that it is there at all. */
const RESOURCES = ['storage', 'container', 'vault', 'workspace', 'url'];
const PRESENCE = /\.(?:exists|isValid|uriIsValid|fault|uriFault)$/;

/** The parts that belong to one subject's part of the wiring. */
type Path = AccessPath & {
  /** The link that leads to the identity. */
  readonly selection?: Part;
};

/** Draws a cluster. */
export function chartNexus({ system, subjects, findings }: Material): Sketch {
  const sketch = new Sketch(system.id);
  const root = sketch.node({
    id: 'system',
    column: 'system',
    name: system.name,
    what: 'Nexus cluster',
    at: system.id,
  });
  const paths = new Map<string, Path>();
  // Attached identities come last: the ones that a setting selects are drawn at their settings.
  for (const subject of [...subjects].sort((a, b) => order(a) - order(b))) {
    paths.set(`${subject.kind} ${subject.id}`, drawSubject(sketch, root, subject));
  }
  drawUnset(sketch, root, subjects);
  const pathOf = ({ kind, id }: SubjectSummary) => paths.get(`${kind} ${id}`);
  const grants = new Map<Finding, Part[]>();
  const applicable = findings.filter(({ verdict }) => verdict !== 'not-applicable');
  for (const finding of findings) {
    if (finding.evidence.every(({ is }) => is !== 'access')) continue;
    const path = pathOf(finding.subject);
    const parts = path === undefined ? undefined : drawAccess(sketch, path, finding);
    if (parts !== undefined) grants.set(finding, parts);
  }
  for (const path of paths.values()) {
    const { identity, resource } = path;
    if (identity !== undefined && resource !== undefined && sketch.into(resource).length === 0)
      sketch.link(identity, resource);
  }
  for (const finding of applicable) {
    const path = pathOf(finding.subject) ?? {};
    sketch.mark(grants.get(finding) ?? bearsOn(sketch, root, path, finding), finding);
  }
  return sketch;
}

function order({ kind }: Subject): number {
  return kind === 'nexus.identity' ? 1 : 0;
}

function drawUnset(sketch: Sketch, root: Part, subjects: readonly Subject[]): void {
  const cluster = subjects.find(({ kind }) => kind === 'nexus.cluster');
  if (cluster?.kind !== 'nexus.cluster') return;
  for (const [fact, { fragment, name }] of Object.entries(USES)) {
    const isSet = cluster.variables.cluster[fact as keyof typeof USES];
    const what = isUnknown(isSet) ? 'not known whether it is set' : isSet ? 'setting' : 'not set';
    sketch.link(root, sketch.node({ id: fragment, column: 'setting', name, what }));
  }
}

/** Adds the parts of a subject, but for its grants. */
function drawSubject(sketch: Sketch, root: Part, subject: Subject): Path {
  switch (subject.kind) {
    case 'nexus.setting':
    case 'nexus.command-output':
    case 'nexus.analytics-output':
    case 'nexus.secret-archive': {
      const setting = fragmentOf(subject);
      const { name } = subject.variables.setting;
      sketch.node({ id: setting, column: 'setting', name: said(name), what: 'setting' });
      sketch.link(root, setting);
      const { identity } = subject.variables;
      const node = drawIdentity(sketch, identity, setting, 'cluster');
      const selection = sketch.link(setting, node);
      const path = { identity: node, selection, principalId: identity.principalId };
      return subject.kind === 'nexus.setting' ? path : { ...path, resource: drawResource(sketch, subject, setting) };
    }
    case 'nexus.identity': {
      const { identity } = subject.variables;
      const node = drawIdentity(sketch, identity, '', 'cluster');
      if (sketch.into(node).length > 0) return { identity: node };
      return { identity: node, selection: sketch.link(root, node), principalId: identity.principalId };
    }
    case 'nexus.operator': {
      const { storage, container } = subject.variables;
      const resource = [container.id, storage.id].map(id => (isUnknown(id) ? undefined : sketch.nodeAt(id)));
      return {
        resource: resource.find(part => part !== undefined) ?? `resource ${fragmentOf(subject).split('/operator/')[0]}`,
      };
    }
    default:
      return {};
  }
}

type Use = Subject<'nexus.command-output' | 'nexus.analytics-output' | 'nexus.secret-archive'>;

function drawResource(sketch: Sketch, use: Use, setting: string): Part {
  if (use.kind === 'nexus.command-output') {
    const { storage, container } = use.variables;
    const name = storage.name === container.name ? said(storage.name) : `${said(storage.name)}/${said(container.name)}`;
    return resourceNode(sketch, setting, name, 'blob container', [container.id, storage.id]);
  }
  if (use.kind === 'nexus.analytics-output') {
    const { workspace } = use.variables;
    return resourceNode(sketch, setting, said(workspace.name), 'Log Analytics workspace', [workspace.id]);
  }
  const { vault } = use.variables;
  return resourceNode(sketch, setting, said(vault.name), 'key vault', [vault.id]);
}

function resourceNode(sketch: Sketch, setting: string, name: string, what: string, ids: readonly Fact<string>[]): Part {
  const at = ids.map(said).find(id => id !== '');
  return sketch.node({
    id: at === undefined ? `resource ${setting}` : foldId(at),
    column: 'resource',
    name: name === '' ? 'not known' : name,
    what,
    ...(at === undefined ? {} : { at }),
  });
}

/** The parts that a finding is about: what it looked at last decided it. */
function bearsOn(sketch: Sketch, root: Part, { identity, selection, resource }: Path, finding: Finding): Part[] {
  const last = finding.evidence.at(-1);
  const whole = resource ?? selection ?? identity ?? root;
  if (last === undefined) return [whole];
  if (last.is === 'access') return [sketch.nodeAt(last.answer.question.scope) ?? whole];
  const [variable = '', field = ''] = last.field.split('.', 2);
  if (variable === 'cluster') {
    const use = Object.hasOwn(USES, field) ? USES[field as keyof typeof USES] : undefined;
    return [use === undefined ? (selection ?? root) : sketch.link(root, use.fragment)];
  }
  if (variable === 'setting' || last.field === 'identity.attached') return [selection ?? whole];
  if (variable === 'identity') return [identity ?? whole];
  // A resource that is rightly configured does not make the way to it a right one.
  const isOnTheWay = RESOURCES.includes(variable) && !PRESENCE.test(last.field) && finding.verdict !== 'pass';
  return isOnTheWay && resource !== undefined ? sketch.into(resource) : [whole];
}

function fragmentOf({ id }: Subject): string {
  return id.slice(id.indexOf('#') + 1);
}
