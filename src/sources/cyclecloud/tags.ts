/** Reads the tags that a template gives to a node's VMs: `Tags = $Record` and `tags.Name = value`. */

import { type Fact, isUnknown, Unknown } from '../../model/fact.ts';
import type { Lineage } from './lineage.ts';
import { type Entry, factOf, resolve, type Scope } from './resolve.ts';
import { type Attribute, attributesOf } from './template.ts';

/** A tag, and where its value is written. */
export type Tag = Entry;

/** A node's tags, sorted by name; of two with one name (Azure ignores case) the nearer one counts. */
export function readTags(lineage: Lineage, scope: Scope): Fact<readonly Tag[]> {
  const tags = new Map<string, Tag>();
  for (const ancestor of lineage.ancestors) {
    if (isUnknown(ancestor)) return ancestor;
    for (const attribute of attributesOf(ancestor.section).reverse()) {
      const found = tagsOf(attribute, scope);
      if (isUnknown(found)) return found;
      for (const tag of found) {
        if (!tags.has(tag.name.toLowerCase())) tags.set(tag.name.toLowerCase(), tag);
      }
    }
  }
  return [...tags.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tagsOf(attribute: Attribute, scope: Scope): Fact<readonly Tag[]> {
  const [prefix, ...rest] = attribute.name.split('.');
  if (prefix?.toLowerCase() !== 'tags') return [];
  const elements = resolve(attribute, scope).filter(element => element.is !== 'undefined');
  if (rest.length === 0) {
    const [first] = elements;
    if (first === undefined) return [];
    if (first.is === 'record' && elements.length === 1) return first.entries;
    return new Unknown(first.is === 'unknown' ? first.because : `${attribute.name} is not a record of tags`);
  }
  const facts = elements.map(element => factOf(element, attribute.name));
  const unknown = facts.find(isUnknown);
  // A comma makes a list of a value, but a tag is one text.
  const value = unknown ?? facts.join(', ');
  const at = { file: scope.template.file, ...attribute.valuePosition };
  return [{ name: rest.join('.'), value, at }];
}
