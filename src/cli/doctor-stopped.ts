/** Says of an Azure that could not be asked at all why that is, and what to do. */

import type { AzureProblem } from '../azure/problem.ts';
import type { Scope } from '../model/estate.ts';
import { lastSegment, managementGroupScope } from '../model/resource-id.ts';
import { NO_TOKEN } from '../report/doctor/coverage.ts';
import type { Check } from '../report/doctor/doctor.ts';
import { type Remedied, roleRemedy } from '../report/doctor/remedy.ts';
import type { Seen } from './doctor-azure.ts';
import type { Who } from './doctor-who.ts';

/** Whether Azure knows who asks. */
export function signsIn({ is, says }: AzureProblem): boolean {
  return is !== 'credential' && !says.startsWith(NO_TOKEN);
}

export const SIGN_IN = 'Sign-in to Azure';

/** `who` is known where somebody did sign in. */
export function stoppedBy(problem: AzureProblem, scope: Scope, remedied: Remedied, who: Who): Seen {
  const { is, says, next } = problem;
  const text = wholeText(problem);
  const state = is === 'unreachable' || is === 'failed' || UNREACHED.test(text) ? 'failed' : 'refused';
  const isSignedIn = signsIn(problem);
  const what = isSignedIn ? 'Subscriptions' : SIGN_IN;
  const signIn: Check[] = isSignedIn ? [{ is: 'works', what: SIGN_IN, says: who.says ?? '' }] : [];
  const isUnseen = is === 'refused' || is === 'nothing-visible';
  const remedy = isUnseen ? roleRemedy(scopesOf(scope), next, remedied) : { next: adviceOn(text, next), az: [] };
  return {
    checks: [...signIn, { is: state, what, says: 'nothing else was asked' }],
    lacks: [{ is: state, what, because: [says], open: ['everything'], ...remedy }],
    outlook: { isWhole: false, says: 'A scan would end at once: nothing could be read.' },
  };
}

function scopesOf({ managementGroups = [], subscriptions = [] }: Scope): string[] {
  const scopes = [
    ...managementGroups.map(managementGroupScope),
    ...subscriptions.map(id => `/subscriptions/${lastSegment(id)}`),
  ];
  return scopes.length > 0 ? scopes : ['/subscriptions/SUBSCRIPTION_ID'];
}

/**
 * Tokens, assertions and certificates that are not valid yet or no more ("Microsoft Entra authentication and authorization
 * error codes"; Node.js, "X509 certificate error codes").
 */
const OF_TIME =
  /AADSTS(?:700024|500133|50013)\b|ExpiredAuthenticationToken|not yet valid|CERT_NOT_YET_VALID|CERT_HAS_EXPIRED/i;

/** What the sign-in library says of every broken connection, a certificate that it does not trust among them. */
const UNREACHED = /\b(?:endpoints_resolution_error|network_error)\b/;

function adviceOn(text: string, next: string): string {
  if (UNREACHED.test(text)) return REACH;
  return OF_TIME.test(text) ? `${next} Check that the clock of this machine is right.` : next;
}

const REACH =
  'Check the connection, the proxy (HTTPS_PROXY) and the cloud that is set; where a proxy breaks TLS open, name its certificate authority in NODE_EXTRA_CA_CERTS.';

/** All that the libraries said; a chain of credentials has an error for each. */
function wholeText({ says, cause }: AzureProblem): string {
  const errors = (cause as { errors?: unknown } | undefined)?.errors;
  return [says, ...[cause, errors].flat().map(error => (error instanceof Error ? error.message : ''))].join('\n');
}
