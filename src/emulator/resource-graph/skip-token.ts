/** The tokens by which Resource Graph goes on from page to page: each fits the query, scopes and options that it was given for. */

import { Refusal } from '../message.ts';
import { problem } from './problem.ts';

type SkipToken = {
  /** Stands for the query, its scopes and its options. */
  readonly of: string;
  readonly offset: number;
  /** Rows on a page, for requests that do not say it again. */
  readonly top: number;
};

const CONTENT = /^([0-9a-f-]+) (\d+) (\d+)$/;

export function writeToken({ of, offset, top }: SkipToken): string {
  return Buffer.from(`${of} ${offset} ${top}`).toString('base64');
}

/** Throws a Refusal where the token is not one for this query. */
export function readToken(text: string, of: string): SkipToken {
  const match = CONTENT.exec(Buffer.from(text, 'base64').toString());
  if (match?.[1] === of) return { of, offset: Number(match[2]), top: Number(match[3]) };
  const message = 'The skip token is not valid for this query, its scopes and options.';
  throw new Refusal(problem(400, 'InvalidSkipToken', message));
}
