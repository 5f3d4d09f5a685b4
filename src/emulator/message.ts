/** Requests and answers as the services see them, and errors in the shapes that Azure gives them. */

import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../model/estate.ts';

export type Request = {
  readonly method: string;
  /** Decoded, with single slashes and none at its end. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json;
};

/** Thrown where a service refuses a request; becomes the answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`${answer.status} ${JSON.stringify(answer.body)}`);
    this.answer = answer;
  }
}

export function ok(body: Json, headers: Answer['headers'] = {}): Answer {
  return { status: 200, headers, body };
}

/** An error of Resource Manager. */
export function armError(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

/** An error of Microsoft Graph. */
export function graphError(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message, innerError: { 'request-id': identifier(code + message) } } } };
}

/** A value in the shape of a GUID that is the same for the same text. */
export function identifier(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** The request's body as JSON; `undefined` where it is none. */
export function jsonBody(request: Request): Json | undefined {
  try {
    return JSON.parse(request.body) as Json;
  } catch {
    return undefined;
  }
}

export function isJson(request: Request): boolean {
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * The path and query of a request's target; `undefined` where it cannot be decoded. Clients put two slashes before a
 * scope that has its own, as Azure allows.
 */
export function parseTarget(target: string): Pick<Request, 'path' | 'query'> | undefined {
  const start = target.indexOf('?');
  const encoded = start < 0 ? target : target.slice(0, start);
  try {
    const path = decodeURIComponent(encoded)
      .replace(/\/{2,}/g, '/')
      .replace(/(?<=.)\/$/, '');
    return { path, query: new URLSearchParams(start < 0 ? '' : target.slice(start)) };
  } catch {
    return undefined;
  }
}
