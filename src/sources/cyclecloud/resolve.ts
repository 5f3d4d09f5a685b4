/** Works out what an attribute's value is once the parameters have theirs. */

import type { Json } from '../../model/estate.ts';
import { type Fact, Unknown } from '../../model/fact.ts';
import type { Location } from '../../model/finding.ts';
import { isObject } from './json.ts';
import type { Parameters, ParameterValue } from './parameters.ts';
import { type Attribute, attributeOf, type Section, type Template, walkSections } from './template.ts';
import { type Term, termsOf } from './terms.ts';

/** Where a value comes from: written in the template, given by the parameter file, or a parameter's `DefaultValue`. */
export type Origin = 'template' | 'parameter file' | 'default value';

/** One element of a resolved value. */
export type Resolved = { readonly at: Location; readonly from: Origin } & (
  | { readonly is: 'text'; readonly text: string }
  /** As if the attribute were not there: `undefined`, or `null` in the parameter file. */
  | { readonly is: 'undefined' }
  | { readonly is: 'record'; readonly entries: readonly Entry[] }
  | { readonly is: 'unknown'; readonly because: string }
);

/** A named value of a record, such as a tag. */
export type Entry = { readonly name: string; readonly value: Fact<string>; readonly at: Location };

/** What names mean in a template: its declared parameters, and the values that a file gives them. */
export type Scope = {
  readonly template: Template;
  readonly parameters: Parameters | null;
  readonly declared: ReadonlyMap<string, Section>;
};

/** The scope of a template's values; `parameters` is `null` where no parameter file is known. */
export function scopeOf(template: Template, parameters: Parameters | null): Scope {
  const sections = [...walkSections(template)].filter(section => section.kind === 'parameter');
  return {
    template,
    parameters,
    declared: new Map(sections.map(section => [section.name.toLowerCase(), section])),
  };
}

/** The elements of an attribute's value, in their order. */
export function resolve(attribute: Attribute, scope: Scope): Resolved[] {
  return termsOf(attribute).flatMap(term => resolveTerm(term, scope));
}

/** The one text that an attribute is set to; `null` where it is set to nothing. */
export function resolveText(attribute: Attribute, scope: Scope): Fact<string | null> {
  const [first, ...rest] = resolve(attribute, scope).filter(element => element.is !== 'undefined');
  if (first === undefined) return null;
  if (rest.length > 0) return new Unknown(`${attribute.name} has several values where one is expected`);
  return factOf(first, attribute.name);
}

/** An element as text, or why it is none. */
export function factOf(element: Exclude<Resolved, { is: 'undefined' }>, name: string): Fact<string> {
  if (element.is === 'text') return element.text;
  if (element.is === 'unknown') return new Unknown(element.because);
  return new Unknown(`${name} is a record where text is expected`);
}

function resolveTerm(term: Term, scope: Scope): Resolved[] {
  const at = { file: scope.template.file, ...term.position };
  const from = 'template';
  switch (term.is) {
    case 'text':
      return [{ is: 'text', text: term.text, at, from }];
    case 'undefined':
      return [{ is: 'undefined', at, from }];
    case 'expression':
      return [{ is: 'unknown', because: `only CycleCloud can evaluate the expression ${brief(term.text)}`, at, from }];
    case 'parameter':
      return resolveParameter(term.name, at, scope);
    case 'mixture':
      return [{ ...mixed(term.pieces, at, scope), at }];
  }
}

/** Text around parameters: known where each of them is one text. */
function mixed(
  pieces: readonly (string | { readonly parameter: string })[],
  at: Location,
  scope: Scope,
): { from: Origin } & ({ is: 'text'; text: string } | { is: 'unknown'; because: string }) {
  let text = '';
  let from: Origin = 'template';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const values = resolveParameter(piece.parameter, at, scope);
    const [value] = values;
    if (from !== 'default value' && value !== undefined) from = value.from;
    if (value?.is === 'unknown') return { is: 'unknown', because: value.because, from };
    if (value?.is !== 'text' || values.length > 1) {
      return { is: 'unknown', because: `the parameter ${piece.parameter} is not one text`, from };
    }
    text += value.text;
  }
  return { is: 'text', text, from };
}

function resolveParameter(name: string, usedAt: Location, scope: Scope): Resolved[] {
  const given = scope.parameters?.values.get(name.toLowerCase());
  const declared = scope.declared.get(name.toLowerCase());
  const unknown = (because: string): Resolved[] => [{ is: 'unknown', because, at: usedAt, from: 'template' }];
  if (declared !== undefined && isMuted(declared)) {
    return unknown(`the parameter ${declared.name} is Disabled, which mutes its value`);
  }
  if (given !== undefined) return fromJson(given.value, [], given);
  if (declared === undefined) {
    if (name.toLowerCase() === 'clustername') return unknown('ClusterName is known only once the cluster is created');
    return unknown(`the parameter ${name} is neither declared in the template nor given by a parameter file`);
  }
  const fallback = attributeOf(declared, 'DefaultValue');
  if (fallback === undefined) {
    const where = scope.parameters === null ? 'no parameter file is known' : `${scope.parameters.file} does not set it`;
    return unknown(`the parameter ${declared.name} has no DefaultValue, and ${where}`);
  }
  return fromDefault(declared, fallback, scope.template.file);
}

/** "Parameter reference": `Disabled` hides a parameter and mutes its value. It may depend on other parameters. */
function isMuted(parameter: Section): boolean {
  const disabled = attributeOf(parameter, 'Disabled');
  return disabled !== undefined && disabled.value.toLowerCase() !== 'false';
}

function fromDefault(parameter: Section, fallback: Attribute, file: string): Resolved[] {
  const from = 'default value';
  const values = termsOf(fallback).map((term): Resolved => {
    const at = { file, ...term.position };
    if (term.is === 'text') return { is: 'text', text: term.text, at, from };
    if (term.is === 'undefined') return { is: 'undefined', at, from };
    if (term.is === 'expression' && term.text === '[]') return { is: 'record', entries: [], at, from };
    return { is: 'unknown', because: `the DefaultValue of the parameter ${parameter.name} is an expression`, at, from };
  });
  if (values.length > 0) return values;
  return [{ is: 'undefined', at: { file, ...fallback.valuePosition }, from }];
}

function fromJson(value: Json, path: readonly number[], given: ParameterValue): Resolved[] {
  const at = given.locate(path);
  const from = 'parameter file';
  if (Array.isArray(value)) return value.flatMap((item, index) => fromJson(item, [...path, index], given));
  if (value === null || value === '') return [{ is: 'undefined', at, from }];
  if (!isObject(value)) return [{ is: 'text', text: String(value), at, from }];
  const entries = Object.entries(value).map(([name, entry]): Entry => {
    const isText = typeof entry !== 'object';
    const fact = isText ? String(entry) : new Unknown(`${name} of the parameter ${given.name} is not one text`);
    return { name, value: fact, at: given.locate([...path, name]) };
  });
  return [{ is: 'record', entries, at, from }];
}

/** Expressions run to hundreds of characters; the start is enough to find them. */
function brief(expression: string): string {
  return expression.length > 80 ? `${expression.slice(0, 79)}…` : expression;
}
