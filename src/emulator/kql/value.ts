/** Kusto's values: what JSON has, and dates and spans of time. */

import type { Json } from '../../model/estate.ts';

/** A span of time in milliseconds. */
export class Timespan {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }
}

export type Value = Json | Date | Timespan;

export function isObject(value: Value): value is { readonly [key: string]: Json } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Timespan)
  );
}

/** The string that `tostring` makes; Kusto's strings are never null, so a missing value is the empty string. */
export function textOf(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Timespan) return String(value.milliseconds);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The value as it stands in an answer's JSON. */
export function jsonOf(value: Value): Json {
  return value instanceof Date || value instanceof Timespan ? textOf(value) : value;
}

/** The date that a string spells, or null. */
export function dateOf(value: Value): Date | null {
  if (value instanceof Date) return value;
  const date = new Date(textOf(value));
  return Number.isNaN(date.getTime()) ? null : date;
}
