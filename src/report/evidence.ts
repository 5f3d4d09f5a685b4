/** Says in words what was looked at on the way to a verdict. */

import type { Evidence, EvidenceValue } from '../model/finding.ts';
import type { Denial, Grant } from '../model/grant.ts';
import { parseResourceId } from '../model/resource-id.ts';
import { place } from './places.ts';
import { count, name, sentence } from './printable.ts';

/** A statement, and the ones that explain it. */
export type Statement = { readonly says: string; readonly details: readonly string[] };

/** How grants and places are said. */
export type Wording = {
  /** Whole ids instead of short names of places. */
  readonly ids: boolean;
  /** How many grants are listed before the rest is counted. */
  readonly most: number;
};

/** One piece of evidence in words. */
export function sayEvidence(evidence: Evidence, wording: Wording): Statement {
  if (evidence.is === 'setting') {
    const { field, value, resource, source } = evidence;
    return {
      says: `${name(field)} = ${sayValue(value, wording)} (${sentence(source)}, ${where(resource, wording)})`,
      details: [],
    };
  }
  const { answer, role, who } = evidence;
  const at = where(answer.question.scope, wording);
  const whom = name(who);
  if (answer.is === 'granted') {
    return {
      says: `${whom} may do all of ${name(role)} on ${at}, through`,
      details: sayGrants(answer.grants, wording),
    };
  }
  if (answer.is === 'unknown') {
    const says = `whether ${whom} may do all of ${name(role)} on ${at} is unknown: ${sentence(answer.because)}`;
    return { says, details: heading('it holds', sayGrants(answer.grants, wording)) };
  }
  return {
    says: `${whom} lacks ${answer.missing.map(each => name(each, 300)).join(', ')} of ${name(role)} on ${at}`,
    details: [
      ...answer.denials.map(denial => sayDenial(denial, wording)),
      ...(answer.grants.length === 0
        ? ['it holds no role there']
        : heading('it holds', sayGrants(answer.grants, wording))),
    ],
  };
}

function sayValue(value: EvidenceValue, wording: Wording): string {
  if (typeof value === 'string') return value === '' ? '""' : sayText(value, wording);
  if (typeof value !== 'object') return String(value);
  if ('unknown' in value) return `unknown, as ${sentence(value.unknown)}`;
  return value.length === 0 ? 'nothing' : value.map(each => sayText(each, wording)).join(', ');
}

/** Ids as places, other texts as they are. */
function sayText(text: string, wording: Wording): string {
  return parseResourceId(text) === undefined ? name(text, 300) : where(text, wording);
}

function where(id: string, { ids }: Wording): string {
  return ids ? name(id, 1000) : place(id);
}

function heading(title: string, lines: readonly string[]): string[] {
  return lines.map(line => `${title} ${line}`);
}

function sayGrants(grants: readonly Grant[], wording: Wording): string[] {
  const said = grants.slice(0, wording.most).map(grant => sayGrant(grant, wording));
  const rest = grants.length - said.length;
  return rest > 0 ? [...said, `${count(rest, 'more role assignment')}`] : said;
}

function sayGrant(grant: Grant, wording: Wording): string {
  const how = [
    ...(grant.inherited ? ['inherited'] : []),
    ...(grant.throughGroup ? [`through the group ${name(grant.principalId)}`] : []),
    ...(grant.condition === undefined ? [] : [`conditional: ${name(grant.condition, 300)}`]),
    ...(grant.behindResourceGraph ? ['found by a direct read only'] : []),
  ];
  return `${name(grant.roleName)} @ ${where(grant.scope, wording)}${how.length > 0 ? ` (${how.join('; ')})` : ''}`;
}

function sayDenial(denial: Denial, wording: Wording): string {
  return `denied by ${name(denial.name)} @ ${where(denial.scope, wording)}`;
}
