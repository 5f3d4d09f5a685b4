/** Says in words what differs from what was approved. */

import type { Author, Change } from '../model/lock.ts';
import { nameIn } from './references.ts';

/** The thing that differs: `id-output on cl-edge`. */
export function whatOf({ path, called, topic }: Pick<Change, 'path' | 'called' | 'topic'>): string {
  const [section, id, key, ...keys] = path;
  const name = nameIn(id);
  if (key === undefined) return name;
  if (section === 'roles') return `condition of the role ${id}`;
  if (section === 'denials') return `deny assignment ${key} on ${id}`;
  if (section === 'grants') return `${key} for ${called ?? keys[0]} on ${id}`;
  const last = keys.at(-1);
  switch (topic) {
    case 'attached identity':
      return `${nameIn(last!)} on ${name}`;
    case 'node identity':
      return `${nameIn(last!)} on ${keys[0]} of ${name}`;
    case 'federated credential':
    case 'address':
    case 'resource instance':
      return `${last} on ${name}`;
    case 'virtual network':
      return `subnet ${last} on ${name}`;
    default:
      return `${last ?? NOUNS[key] ?? key} ${key === 'access decided by' ? 'to' : 'of'} ${name}`;
  }
}

/** Keys of a lock that are no nouns. */
const NOUNS: { readonly [key: string]: string } = {
  'acts as': 'identity',
  'signs in by': 'sign-in',
  'restricted to': 'restriction',
  'access decided by': 'access',
};

/** By whom, when and with what. */
export function madeBy(author: Author | undefined): string {
  if (author === undefined) return 'by whom is not known';
  const { by, at, client } = author;
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC`;
  // Azure Resource Graph, "Get resource changes", "What does System mean?"
  const who = by.toLowerCase() === 'system' ? 'Azure itself, in the background,' : by;
  return `changed by ${who} on ${when}${client === '' ? '' : ` with ${client}`}`;
}
