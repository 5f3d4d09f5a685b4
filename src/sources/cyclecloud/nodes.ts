/** Reads what a template says of each node's identities, account, locker and tags. */

import { type Fact, isUnknown, mapFact } from '../../model/fact.ts';
import type { Location } from '../../model/finding.ts';
import type { Problem } from '../problem.ts';
import { inherited, type Lineage, lineagesOf } from './lineage.ts';
import type { Parameters } from './parameters.ts';
import { factOf, type Origin, type Resolved, resolve, resolveText, type Scope, scopeOf } from './resolve.ts';
import { readTags, type Tag } from './tags.ts';
import { type Attribute, attributeOf, attributesOf, type Section, sectionsOf, type Template } from './template.ts';

/** A node or nodearray of a cluster template, with what it inherits. */
export type TemplateNode = {
  readonly cluster: string;
  readonly kind: 'node' | 'nodearray';
  readonly name: string;
  /** The header of its section. */
  readonly at: Location;
  /** Only there to be extended; no VM comes of it. */
  readonly abstract: Fact<boolean>;
  /** `Azure.Identities`: the user-assigned identities that its VMs get. */
  readonly identities: Reading;
  /** `cluster.identities.default` of its configuration: the identity that scripts on the node are to use. */
  readonly defaultIdentity: Reading;
  /** The name of the account that it is made with. */
  readonly credentials: Reading;
  /** The name of the locker that it downloads projects from. */
  readonly locker: Reading;
  readonly tags: Fact<readonly Tag[]>;
};

/** The values of a setting that a node has. */
export type Reading = {
  /** Empty where it is not set, or set to nothing. */
  readonly values: readonly Value[];
  /**
   * The attribute's value, the nodes through which the node has it (itself first), and what decides about it: an
   * identity that is `undefined` by a default value may yet be chosen. `null` where nothing sets it, or that is unknown.
   */
  readonly set: { readonly at: Location; readonly through: readonly string[]; readonly from: Origin } | null;
};

/** One value of a setting. `at` is where it is written: in the template, in the parameter file, or as a default. */
export type Value = { readonly value: Fact<string>; readonly at: Location; readonly from: Origin };

/**
 * The nodes and nodearrays of all clusters in a template, in the order of the file, without `defaults`.
 * The problems are those of inheritance; `parseTemplate` has said the others.
 */
export function readNodes(
  template: Template,
  parameters: Parameters | null,
): { readonly nodes: readonly TemplateNode[]; readonly problems: readonly Problem[] } {
  const scope = scopeOf(template, parameters);
  const { lineages, problems } = lineagesOf(scope);
  return { nodes: lineages.map(lineage => readNode(lineage, scope)), problems };
}

function readNode(lineage: Lineage, scope: Scope): TemplateNode {
  const { cluster, node } = lineage;
  const own = (name: string) => read(lineage, section => attributeOf(section, name), scope);
  return {
    cluster: cluster.name,
    kind: node.kind === 'nodearray' ? 'nodearray' : 'node',
    name: node.name,
    at: { file: scope.template.file, ...node.position },
    abstract: isAbstract(node, scope),
    identities: own('Azure.Identities'),
    defaultIdentity: read(lineage, section => configured(section, 'cluster.identities.default'), scope),
    credentials: own('Credentials'),
    locker: own('Locker'),
    tags: readTags(lineage, scope),
  };
}

/** `Abstract` is not inherited: nodearrays extend abstract nodes to become real. */
function isAbstract(node: Section, scope: Scope): Fact<boolean> {
  const attribute = attributeOf(node, 'Abstract');
  if (attribute === undefined) return false;
  return mapFact(resolveText(attribute, scope), text => text?.toLowerCase() === 'true');
}

function read(lineage: Lineage, find: (section: Section) => Attribute | undefined, scope: Scope): Reading {
  const found = inherited(lineage, find);
  if (found === undefined) return { values: [], set: null };
  if (isUnknown(found)) {
    const at = { file: scope.template.file, ...lineage.node.position };
    return { values: [{ value: found, at, from: 'template' }], set: null };
  }
  const at = { file: scope.template.file, ...found.value.valuePosition };
  const elements = resolve(found.value, scope);
  return {
    values: valuesOf(found.value, elements),
    set: { at, through: found.through, from: elements[0]?.from ?? 'template' },
  };
}

function valuesOf(attribute: Attribute, elements: readonly Resolved[]): Value[] {
  return elements.flatMap((element): Value[] => {
    if (element.is === 'undefined') return [];
    const { at, from } = element;
    const fact = factOf(element, attribute.name);
    if (isUnknown(fact)) return [{ value: fact, at, from }];
    // A parameter may give a whole list as one text.
    const texts = fact.split(',').map(text => text.trim());
    return texts.filter(text => text !== '').map(value => ({ value, at, from }));
  });
}

/** A setting of a node's configuration: sections are merged, and a section's name comes before its attributes' names. */
function configured(node: Section, path: string): Attribute | undefined {
  const wanted = path.toLowerCase();
  return sectionsOf(node)
    .filter(section => section.kind === 'configuration')
    .flatMap(section => attributesOf(section).map(attribute => ({ section, attribute })))
    .findLast(({ section, attribute }) => pathOf(section, attribute).toLowerCase() === wanted)?.attribute;
}

function pathOf(section: Section, attribute: Attribute): string {
  return section.name === '' ? attribute.name : `${section.name}.${attribute.name}`;
}
