/** What a node inherits from which other nodes, and in what order ("Node and nodearray objects", Inheritance). */

import { isUnknown, Unknown } from '../../model/fact.ts';
import type { Position, Problem } from '../problem.ts';
import { resolve, type Scope } from './resolve.ts';
import { attributeOf, type Section, sectionsOf } from './template.ts';

/** A section whose settings a node has, and the names that lead there: `['gpu', 'base', 'defaults']`. */
type Ancestor = { readonly section: Section; readonly through: readonly string[] };

/** A node or nodearray with all that its settings come from. */
export type Lineage = {
  readonly cluster: Section;
  readonly node: Section;
  /** The node itself first; what comes earlier wins. An unknown stands where something may hide that cannot be read. */
  readonly ancestors: readonly (Ancestor | Unknown)[];
};

/** A setting where it was found. */
type Found<T> = { readonly value: T; readonly through: readonly string[] };

/** The name of the node that all others inherit from, first of all. */
const DEFAULTS = 'defaults';

/** The lineages of a template's nodes and nodearrays, abstract ones included, `defaults` not; in the order of the file. */
export function lineagesOf(scope: Scope): { lineages: Lineage[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const clusters = sectionsOf(scope.template).filter(section => section.kind === 'cluster');
  const lineages = clusters.flatMap(cluster => {
    const nodes = sectionsOf(cluster).filter(({ kind }) => kind === 'node' || kind === 'nodearray');
    const kin = new Map(nodes.map(node => [node.name.toLowerCase(), node]));
    const parents = new Map(nodes.map(node => [node, parentsOf(node, kin, scope, problems)]));
    const family: Family = { cluster, kin, parents };
    for (const node of nodes) {
      const cycle = cycleOf(node, family);
      if (cycle !== undefined) problems.push({ file: scope.template.file, ...cycle });
    }
    return nodes
      .filter(node => node.name.toLowerCase() !== DEFAULTS)
      .map(node => ({ cluster, node, ancestors: ancestorsOf(node, family) }));
  });
  return { lineages, problems };
}

/** The nearest setting of a node that `find` finds in a section; `undefined` where nothing sets it. */
export function inherited<T>(
  lineage: Lineage,
  find: (section: Section) => T | undefined,
): Found<T> | Unknown | undefined {
  for (const ancestor of lineage.ancestors) {
    if (isUnknown(ancestor)) return ancestor;
    const value = find(ancestor.section);
    if (value !== undefined) return { value, through: ancestor.through };
  }
  return undefined;
}

/** The nodes of one cluster, by their names in lower case, and those that each of them extends. */
type Family = {
  readonly cluster: Section;
  readonly kin: ReadonlyMap<string, Section>;
  readonly parents: ReadonlyMap<Section, readonly (Section | Unknown)[]>;
};

/** The nodes that a node's `Extends` names, in its order: later ones win. */
function parentsOf(
  node: Section,
  kin: ReadonlyMap<string, Section>,
  scope: Scope,
  problems: Problem[],
): (Section | Unknown)[] {
  const attribute = attributeOf(node, 'Extends');
  if (attribute === undefined) return [];
  return resolve(attribute, scope).flatMap((element): (Section | Unknown)[] => {
    if (element.is === 'undefined') return [];
    if (element.is !== 'text') {
      const because = element.is === 'unknown' ? element.because : 'it is a record';
      return [new Unknown(`what ${node.name} extends is not known: ${because}`)];
    }
    const parent = kin.get(element.text.toLowerCase());
    if (parent !== undefined) return [parent];
    const names = [...kin.values()].map(({ name }) => name).sort();
    const says = `the cluster has no node "${element.text}" to extend; its nodes are ${names.join(', ')}`;
    problems.push({ ...element.at, says });
    return [new Unknown(`${node.name} extends ${element.text}, which the cluster does not define`)];
  });
}

function ancestorsOf(node: Section, { cluster, kin, parents }: Family): (Ancestor | Unknown)[] {
  const defaults = kin.get(DEFAULTS);
  const ancestors = new Map<Section | Unknown, Ancestor | Unknown>();
  const climb = (start: Section, via: readonly string[]) => {
    const pending: { section: Section | Unknown; through: readonly string[] }[] = [{ section: start, through: via }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { section, through } = next;
      if (ancestors.has(section)) continue;
      ancestors.set(section, isUnknown(section) ? section : { section, through });
      if (isUnknown(section)) continue;
      for (const parent of parents.get(section)!) {
        // "'defaults' node will always effectively be first in the list", wherever a list names it.
        if (parent === defaults) continue;
        pending.push({ section: parent, through: isUnknown(parent) ? through : [...through, parent.name] });
      }
    }
  };
  climb(node, [node.name]);
  if (defaults !== undefined) climb(defaults, [node.name, defaults.name]);
  const result = [...ancestors.values()];
  if (attributeOf(cluster, 'ParentName') !== undefined) {
    const because = `the cluster ${cluster.name} has a ParentName, and it is not documented what its nodes have of the parent's`;
    result.push(new Unknown(because));
  }
  return result;
}

/** How a node extends itself, where it does: said once, at the first node of the cycle in the file. */
function cycleOf(node: Section, { parents }: Family): (Position & { says: string }) | undefined {
  const seen = new Set<Section>();
  const pending = [{ section: node, through: [node.name] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { section, through } = next;
    for (const parent of parents.get(section)!) {
      if (isUnknown(parent) || parent.position.line < node.position.line) continue;
      if (parent === node) {
        const way = [...through, node.name].join(' extends ');
        return {
          ...attributeOf(node, 'Extends')!.valuePosition,
          says: `"${node.name}" extends itself: ${way}; take one of these out of "Extends"`,
        };
      }
      if (seen.has(parent)) continue;
      seen.add(parent);
      pending.push({ section: parent, through: [...through, parent.name] });
    }
  }
  return undefined;
}
