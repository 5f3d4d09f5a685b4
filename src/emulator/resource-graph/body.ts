/** Reads the body of a query's request. */

import type { Json } from '../../model/estate.ts';
import { Refusal } from '../message.ts';
import { problem } from './problem.ts';
import { type QueryScope, SCOPE_FILTERS, type ScopeFilter } from './scope.ts';

export type QueryBody = {
  readonly query: string;
  readonly scope: QueryScope;
  /** Rows on a page; `undefined` where the request does not say. */
  readonly top: number | undefined;
  readonly skip: number;
  readonly token: string | undefined;
};

const MOST_ROWS = 1000;
/** learn.microsoft.com, Resource Graph, "Troubleshoot errors": scenario "Too many subscriptions". */
const MOST_SUBSCRIPTIONS = 1000;

/** Throws a Refusal for what Resource Graph would not take. */
export function readBody(body: Json | undefined): QueryBody {
  if (!isRecord(body))
    throw refuse('InvalidRequestContent', 'The request content was invalid and could not be deserialized.');
  const options = body.options ?? {};
  if (!isRecord(options)) throw refuse('InvalidRequestContent', 'The options of the query are not an object.');
  const query = body.query;
  if (typeof query !== 'string' || query.trim() === '') throw refuse('InvalidQuery', 'Query is missing.');
  const subscriptions = names(body, 'subscriptions');
  const managementGroups = names(body, 'managementGroups');
  if (subscriptions !== undefined && managementGroups !== undefined)
    throw refuse('InvalidScope', 'Subscriptions and management groups cannot be given together.');
  if ((subscriptions?.length ?? 0) > MOST_SUBSCRIPTIONS)
    throw refuse('TooManySubscriptions', `The number of subscriptions exceeds the limit of ${MOST_SUBSCRIPTIONS}.`);
  const format = options.resultFormat ?? 'objectArray';
  if (format !== 'objectArray')
    throw refuse('InvalidResultFormat', `The result format ${String(format)} is not supported.`);
  return {
    query,
    scope: { subscriptions, managementGroups, filter: scopeFilter(options.authorizationScopeFilter) },
    top: wholeNumber(options, '$top', 1, MOST_ROWS),
    skip: wholeNumber(options, '$skip', 0, Number.MAX_SAFE_INTEGER) ?? 0,
    token: typeof options.$skipToken === 'string' ? options.$skipToken : undefined,
  };
}

type JsonRecord = { readonly [key: string]: Json };

function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function names(body: JsonRecord, key: string): readonly string[] | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every(item => typeof item === 'string'))
    throw refuse('InvalidRequestContent', `The value of ${key} is not a list of strings.`);
  return value.length === 0 ? undefined : value;
}

function scopeFilter(value: Json | undefined): ScopeFilter {
  if (value === undefined || value === null) return 'AtScopeAndBelow';
  const found = SCOPE_FILTERS.find(filter => filter === value);
  if (found === undefined)
    throw refuse('InvalidAuthorizationScopeFilter', `authorizationScopeFilter is none of ${SCOPE_FILTERS.join(', ')}.`);
  return found;
}

function wholeNumber(options: JsonRecord, key: string, least: number, most: number): number | undefined {
  const value = options[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw refuse('InvalidQueryOptions', `The option ${key} must be a whole number from ${least} to ${most}.`);
  return value;
}

function refuse(code: string, message: string): Refusal {
  return new Refusal(problem(400, code, message));
}
