/** `reference()` and its kin: what a template reads from resources, its own and others. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import { DEPLOYMENT } from '../../model/resource-types.ts';
import { typeOf } from '../resource-type.ts';
import type { Declaration } from './declaration.ts';
import type { Functions } from './evaluation.ts';
import type { Frame } from './frame.ts';
import { lazyRow } from './once.ts';
import { part } from './reading.ts';
import { nameOfId } from './resource-name.ts';
import { shownIdentity, shownProperties } from './shown.ts';

/** The functions of one template: `reference`, `references`, `resourceInfo`. */
export function referenceFunctions(frame: Frame): Functions {
  return {
    reference: ([what, , full]) => {
      const found = lookUp(frame, what);
      return 'unknown' in found ? unknownValue(found.unknown) : seen(frame, found, isFull(full));
    },
    references: ([loop, full]) => {
      if (typeof loop !== 'string') return unknownValue(whyUnknown(loop) ?? 'references() needs the name of a loop');
      const turns = frame.turns(loop);
      if (turns.length === 0) return unknownValue(`"${loop}" is no loop of this template, or one without turns`);
      const uncounted = turns.find(turn => turn.uncounted !== undefined);
      if (uncounted !== undefined) return notKnown(uncounted);
      return turns.map(turn => seen(frame, located(turn), isFull(full)));
    },
    resourceinfo: ([what]) => {
      const found = lookUp(frame, what);
      if ('unknown' in found) return unknownValue(found.unknown);
      const { declaration, id } = found;
      const type = declaration === undefined ? undefined : part(declaration.item, 'type');
      const apiVersion = declaration === undefined ? undefined : part(declaration.item, 'apiVersion');
      return lazyRow(
        {
          id: () => id ?? notKnown(declaration),
          name: () => (declaration?.name === '' || id === undefined ? notKnown(declaration) : nameOfId(id)),
          ...(type === undefined ? {} : { type: () => type }),
          ...(apiVersion === undefined ? {} : { apiVersion: () => apiVersion }),
        },
        'resourceInfo() knows only the id, name, type and API version of a resource',
      );
    },
  };
}

/** A resource that is declared, or only named by its id, or both. */
type Found = { readonly declaration?: Declaration | undefined; readonly id?: string | undefined };

function lookUp(frame: Frame, what: Json | undefined): Found | { readonly unknown: string } {
  if (typeof what !== 'string') return { unknown: whyUnknown(what) ?? 'reference() needs a name or an id' };
  const declaration = frame.find(what);
  if (declaration !== undefined) return located(declaration);
  if (what.startsWith('/')) return { id: what };
  return { unknown: `"${what}" is no resource of this template` };
}

function located(declaration: Declaration): Found {
  return { declaration, ...(typeof declaration.id === 'string' ? { id: declaration.id } : {}) };
}

/** What is read from a resource: its properties, or in full the whole of it. */
function seen(frame: Frame, { declaration, id }: Found, full: boolean): Json {
  if (declaration?.type === DEPLOYMENT) return deployed(frame, declaration, full);
  if (id === undefined) return notKnown(declaration);
  const name = nameOfId(id);
  const planned = declaration !== undefined && isMade(declaration) ? frame.bodyOf(declaration) : undefined;
  const because = `reference() of ${name} is known only after the deployment`;
  const properties = () => {
    const shown = shownProperties(typeOf(id), id, name, frame.reading.context.cloud);
    const set = planned?.properties();
    const known = typeof set === 'object' && set !== null && !Array.isArray(set) ? (set as Row) : {};
    return { ...known, ...shown, ...unknownValue(whyUnknown(set) ?? because) };
  };
  if (!full) return properties();
  const identity = () => shownIdentity(id, planned === undefined ? undefined : (planned.identity() ?? null));
  return lazyRow({ id: () => id, resourceId: () => id, name: () => name, identity, properties }, because);
}

/** Existing resources and ones that may not be made are as they are in Azure. */
function isMade({ existing, condition }: Declaration): boolean {
  return !existing && condition === true;
}

function deployed(frame: Frame, declaration: Declaration, full: boolean): Json {
  const because = `only the outputs of a nested deployment are known before it is made`;
  const outputs = () => frame.nested(declaration).outputs();
  const properties = () => lazyRow({ outputs }, because);
  return full ? lazyRow({ properties }, because) : properties();
}

function notKnown(declaration: Declaration | undefined): Json {
  const id = declaration?.id;
  return unknownValue(typeof id === 'object' ? id.unknown : 'it is not known which resource is meant');
}

function isFull(full: Json | undefined): boolean {
  return typeof full === 'string' && full.toLowerCase() === 'full';
}
