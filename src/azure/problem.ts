/** What went wrong with Azure, in words for a person: as an error that ends the run, or as the reason of a gap. */

import type { CoverageStatus } from '../model/estate.ts';

/**
 * - `credential`: no token could be had, or Azure did not accept it.
 * - `refused`: the credential may not ask this.
 * - `unreachable`: no connection.
 * - `nothing-visible`: Azure answered, but shows this credential no subscription.
 * - `failed`: anything else that Azure answered.
 */
export type AzureProblemKind = 'credential' | 'refused' | 'unreachable' | 'nothing-visible' | 'failed';

/** Without an answer to the very first question there is nothing to audit: the one kind of error that ends a run. */
export class AzureProblem extends Error {
  override readonly name = 'AzureProblem';
  readonly is: AzureProblemKind;
  /** What happened, and what was expected: one sentence each. */
  readonly says: string;
  /** What to do now. */
  readonly next: string;

  constructor(is: AzureProblemKind, says: string, next: string, cause?: unknown) {
    super(`${says} ${next}`, { cause });
    this.is = is;
    this.says = says;
    this.next = next;
  }
}

/** Something that was not read, or not whole. */
export type Gap = { readonly status: Extract<CoverageStatus, 'partial' | 'denied'>; readonly because: string };

/** A read that failed; `gap` says it for the coverage. An interrupted run is no gap and throws. */
export function gapOf(error: unknown): Gap {
  if (isAbort(error)) throw error;
  const refused = isCredential(error) || [401, 403].includes(statusOf(error) ?? 0);
  return { status: refused ? 'denied' : 'partial', because: explain(error) };
}

/** The HTTP status of an answer that is an error. */
function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** Makes of a failed first read the problem that ends the run. */
export function problemOf(error: unknown, endpoint: string): AzureProblem {
  if (isAbort(error)) throw error;
  if (error instanceof AzureProblem) return error;
  const says = `${capitalised(explain(error))}. Expected the list of subscriptions from ${endpoint}.`;
  const status = statusOf(error);
  if (status === 401) return new AzureProblem('credential', says, SIGN_IN, error);
  if (status === 403) {
    const next = 'Give the credential the role Reader on the subscriptions or management groups that it is to audit.';
    return new AzureProblem('refused', says, next, error);
  }
  if (status === undefined && codeOf(error) !== undefined) return unreachable(says, error);
  return new AzureProblem('failed', says, 'Try again; should it stay so, ask Azure support about it.', error);
}

/** A credential that gave no token. */
export function credentialProblem(error: unknown, audience: string): AzureProblem {
  const errors = [(error as { errors?: unknown } | null)?.errors ?? error].flat();
  const said = errors.map(signInText).join('; ');
  const says = `The credential gave no token: ${said}. Expected a token for ${audience}.`;
  // The libraries say it below their first line.
  const isOffline = [codeOf(error), ...errors].some(each => OFFLINE.test(String(each)));
  return isOffline ? unreachable(says, error) : new AzureProblem('credential', says, SIGN_IN, error);
}

/** What Entra answered, which stands far down in what the libraries say; else their first line without advice. */
function signInText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const answer = /AADSTS\d+: .*?(?=\s+-?\s*(?:Correlation|Trace) ID|[\r\n]|$)/.exec(message)?.[0];
  return short(answer ?? textOf(error).replace(/\s*To (?:troubleshoot|mitigate)\b.*/, '')).replace(/[.\s]+$/, '');
}

function unreachable(says: string, error: unknown): AzureProblem {
  const next = UNTRUSTED.test(codeOf(error) ?? '')
    ? 'Where a proxy breaks TLS open, name its certificate authority in NODE_EXTRA_CA_CERTS.'
    : 'Check the connection, the proxy (HTTPS_PROXY) and the cloud that is set.';
  return new AzureProblem('unreachable', says, next, error);
}

const SIGN_IN =
  'Sign in again (for the Azure CLI: az login), renew the secret, or choose another one with --credential.';

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isCredential(error: unknown): boolean {
  return error instanceof AzureProblem && error.is === 'credential';
}

/** In words, without a full stop. */
function explain(error: unknown): string {
  if (error instanceof AzureProblem) return error.says.replace(/\.$/, '');
  const status = statusOf(error);
  const code = codeOf(error);
  if (status !== undefined) return `Azure answered ${[status, code].filter(Boolean).join(' ')}: ${textOf(error)}`;
  return code === undefined ? textOf(error) : `no connection (${code}): ${textOf(error)}`;
}

const OFFLINE =
  /\b(?:endpoints_resolution_error|network_error|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;
const UNTRUSTED = /CERT|SIGNATURE|SELF_SIGNED|TLS/;

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code !== '' ? code : undefined;
}

/** Whether Azure names this code among the details of an error. */
export function hasCode(error: unknown, code: string): boolean {
  return detailsOf(error).some(detail => detail.code === code);
}

/** What Resource Graph puts beside the error's own code and message, which say little. */
function detailsOf(error: unknown): readonly { readonly code?: unknown; readonly message?: unknown }[] {
  const body = (error as { details?: { error?: { details?: unknown } } } | null)?.details;
  return Array.isArray(body?.error?.details) ? body.error.details : [];
}

/** The first line of what an error says, with the details that Azure puts beside it, short enough for a report. */
function textOf(error: unknown): string {
  const more = detailsOf(error).flatMap(({ code, message }) => [code, message]);
  const message = error instanceof Error ? error.message : String(error);
  const lines = [message.split(/\r?\n/, 1)[0], ...more].filter(text => typeof text === 'string' && text !== '');
  const text = [...new Set(lines)].join('; ').replace(/[.\s]+$/, '');
  return short(text);
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 400;

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
