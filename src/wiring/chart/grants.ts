/** The grants between an identity and a resource, as the findings' questions about access found them. */

import type { Fact } from '../../model/fact.ts';
import type { Evidence, Finding } from '../../model/finding.ts';
import type { Grant } from '../../model/grant.ts';
import { foldId, scopeKind } from '../../model/resource-id.ts';
import type { Part, Sketch } from './sketch.ts';

type AccessEvidence = Extract<Evidence, { is: 'access' }>;

/** Who acts on what. */
export type AccessPath = {
  readonly identity?: Part;
  readonly principalId?: Fact<string>;
  readonly resource?: Part;
};

/** Adds the grants that answer a question, and gives the parts that the answer is about. */
function drawAnswer(sketch: Sketch, identity: Part, resource: Part, evidence: AccessEvidence): Part[] {
  const { answer, role } = evidence;
  if (answer.is === 'granted') {
    return answer.grants.flatMap(grant => {
      const node = grantNode(sketch, grant);
      return [node, sketch.link(identity, node), sketch.link(node, resource)];
    });
  }
  const what =
    answer.is === 'unknown'
      ? 'not known whether it is granted'
      : answer.denials.length > 0
        ? 'denied by a deny assignment'
        : 'not granted';
  const node = sketch.node({ id: `role ${role} ${identity} ${resource}`, column: 'grant', name: role, what });
  sketch.link(node, resource);
  return [node, sketch.link(identity, node)];
}

/**
 * Adds what a finding says of the access of an identity to a resource, and gives the parts that it is about; nothing
 * where it asked about somebody else or not about access.
 */
export function drawAccess(
  sketch: Sketch,
  { identity, principalId, resource }: AccessPath,
  finding: Finding,
): Part[] | undefined {
  const access = accessOf(finding);
  if (access === undefined || identity === undefined || resource === undefined) return undefined;
  if (access.answer.question.principalId !== principalId) return undefined;
  const parts = drawAnswer(sketch, identity, resource, access);
  // Access that is granted and still a failure, or may be one, is granted in the wrong way: that is no fault of the links.
  const isWrongWay = ['fail', 'unknown'].includes(finding.verdict) && access.answer.is === 'granted';
  return isWrongWay ? parts.filter(part => sketch.has(part)) : parts;
}

/** The question of a finding about what a principal may do. What is not granted beyond the resource is not lacking. */
function accessOf({ evidence }: Finding): AccessEvidence | undefined {
  return evidence
    .filter(each => each.is === 'access')
    .findLast(({ answer }) => answer.is === 'granted' || scopeKind(answer.question.scope) !== 'resource group');
}

/** The id of the node of a role assignment. */
export function grantId(assignmentId: string): Part {
  return `grant ${foldId(assignmentId)}`;
}

function grantNode(sketch: Sketch, grant: Grant): Part {
  const how = [
    ...(grant.throughGroup ? ['through a group'] : []),
    ...(grant.condition === undefined ? [] : ['conditional']),
  ];
  return sketch.node({
    id: grantId(grant.assignmentId),
    column: 'grant',
    name: grant.roleName,
    what: ['role assignment', ...how].join(', '),
    at: grant.scope,
  });
}
