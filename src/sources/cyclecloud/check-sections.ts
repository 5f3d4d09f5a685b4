/** Says which sections of a template are unknown, misplaced or defined twice: what they say would go unheeded. */

import { meant } from '../meant.ts';
import type { Position, Problem } from '../problem.ts';
import { type Section, sectionsOf, type Template } from './template.ts';

/**
 * The kinds of sections and the kind each must stand in, by "Cluster template reference"; `null` for the outermost.
 * `parameter` and `parameters` stand at any rank ("Parameter reference"). `list` is not documented: Microsoft's Slurm
 * templates write the entries of a list attribute with it.
 */
const PARENTS: { readonly [kind: string]: readonly string[] | null } = {
  cluster: null,
  environment: null,
  noderef: null,
  node: ['cluster'],
  nodearray: ['cluster'],
  volume: ['node', 'nodearray'],
  'network-interface': ['node', 'nodearray'],
  'cluster-init': ['node', 'nodearray'],
  'input-endpoint': ['node', 'nodearray'],
  configuration: ['node', 'nodearray'],
};

const ANYWHERE: readonly string[] = ['parameters', 'parameter', 'list'];

/** Sections that cannot stand twice under one name: it is not documented which of them counts. */
const UNIQUE: readonly string[] = ['cluster', 'node', 'nodearray', 'parameter'];

/** What is wrong with the kinds, places and names of a template's sections. */
export function checkSections(template: Template): Problem[] {
  const problems: Problem[] = [];
  const parameters = new Map<string, Position>();
  const visit = (sections: readonly Section[], parent: Section | null): void => {
    const siblings = new Map<string, Position>();
    for (const section of sections) {
      const say = (says: string) => problems.push({ file: template.file, ...section.position, says });
      const fault = placeFault(section, parent);
      if (fault !== undefined) say(fault);
      if (UNIQUE.includes(section.kind)) {
        const seen = section.kind === 'parameter' ? parameters : siblings;
        // Nodes and nodearrays share their names: "Extends" names either.
        const key = `${section.kind.replace('nodearray', 'node')} ${section.name.toLowerCase()}`;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, section.position);
        else say(`"${section.name}" is defined in line ${first.line} already; join the two sections or rename one`);
        if (section.name === '') say(`this ${section.kind} has no name; write it behind "${section.keyword}"`);
      }
      visit(sectionsOf(section), section);
    }
  };
  visit(sectionsOf(template), null);
  return problems;
}

function placeFault(section: Section, parent: Section | null): string | undefined {
  const { kind, keyword } = section;
  if (keyword === '' || ANYWHERE.includes(kind)) return undefined;
  const wanted = Object.hasOwn(PARENTS, kind) ? PARENTS[kind] : undefined;
  if (wanted === undefined) {
    return `unknown kind of section "${keyword}"; ${meant(kind, [...Object.keys(PARENTS), ...ANYWHERE])}`;
  }
  if (wanted === null) return parent === null ? undefined : `a ${kind} stands at the outermost rank; write [${kind} …]`;
  if (parent !== null && wanted.includes(parent.kind)) return undefined;
  const rank = wanted[0] === 'cluster' ? 2 : 3;
  return `a ${kind} belongs into a ${wanted.join(' or ')}; write ${'['.repeat(rank)}${kind} …${']'.repeat(rank)} below one`;
}
