/** Finds secrets that reach nodes through a cluster template or its parameters. It never says what they are. */

import type { Json } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import type { Position } from '../problem.ts';
import { isObject } from './json.ts';
import type { Parameters, ParameterValue } from './parameters.ts';
import { MULTILINE } from './read-attribute.ts';
import { assignmentsIn } from './secret-lines.ts';
import { isLiteralSecret, type SecretKind, secretKindOf } from './secret-names.ts';
import { shapesIn } from './secret-shapes.ts';
import { type Attribute, attributeOf, attributesOf, type Section, type Template, walkSections } from './template.ts';
import { termsOf } from './terms.ts';

/** A secret: where it is written, what holds it, and what kind of secret it is. */
export type Secret = { readonly at: Location; readonly name: string; readonly kind: SecretKind };

/** The secrets of a template and of its parameter file, where there is one; in the order of each file. */
export function findSecrets(template: Template, parameters: Parameters | null): Secret[] {
  const sections = [...walkSections(template)];
  const written = sections.flatMap(section =>
    attributesOf(section).flatMap(attribute => secretsOf(attribute, section, template.file)),
  );
  if (parameters === null) return written;
  const passwords = sections.filter(isPassword).map(section => section.name.toLowerCase());
  const given = [...parameters.values].flatMap(([folded, value]) =>
    secretsGiven(value.value, value.name, [], value, passwords.includes(folded)),
  );
  return [...written, ...given];
}

function secretsOf(attribute: Attribute, section: Section, file: string): Secret[] {
  const name = nameOf(attribute, section);
  const at = (offset: number): Location => ({ file, ...within(attribute, offset) });
  const shapes = shapesIn(attribute.value);
  const found = shapes.map(({ kind, offset }): Secret => ({ at: at(offset), name, kind }));
  // What parameters say of themselves is for people; only what they stand for reaches a node.
  const isText = section.kind === 'parameter' || section.kind === 'parameters';
  const isDefault = section.kind === 'parameter' && attribute.name.toLowerCase() === 'defaultvalue';
  if (isText && !isDefault) return found;

  if (attribute.value.startsWith(MULTILINE)) {
    const lines = found.map(secret => secret.at.line);
    const assigned = assignmentsIn(attribute.value)
      .map(({ kind, name, offset }): Secret => ({ at: at(offset), name, kind }))
      .filter(secret => !lines.includes(secret.at.line));
    return [...found, ...assigned].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  }
  const kind = isDefault && isPassword(section) ? 'password' : secretKindOf(name);
  if (found.length > 0 || kind === undefined) return found;
  const isLiteral = termsOf(attribute).some(term => term.is === 'text' && isLiteralSecret(term.text, kind));
  return isLiteral ? [{ at: at(0), name, kind }] : [];
}

/** A default value goes by its parameter's name, a setting of a configuration by its whole path. */
function nameOf(attribute: Attribute, section: Section): string {
  if (section.kind === 'parameter' && attribute.name.toLowerCase() === 'defaultvalue') return section.name;
  if (section.kind === 'configuration' && section.name !== '') return `${section.name}.${attribute.name}`;
  return attribute.name;
}

/** "Parameter reference": the type of parameters that the form does not show. */
function isPassword(section: Section): boolean {
  return section.kind === 'parameter' && attributeOf(section, 'ParameterType')?.value.toLowerCase() === 'password';
}

function within({ value, valuePosition }: Attribute, offset: number): Position {
  const before = value.slice(0, offset).split('\n');
  const column = before.at(-1)!.length + 1;
  if (before.length === 1) return { line: valuePosition.line, column: valuePosition.column + column - 1 };
  return { line: valuePosition.line + before.length - 1, column };
}

function secretsGiven(
  value: Json,
  name: string,
  path: readonly (string | number)[],
  given: ParameterValue,
  isPassword: boolean,
): Secret[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => secretsGiven(item, name, [...path, index], given, isPassword));
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, entry]) =>
      secretsGiven(entry, `${name}.${key}`, [...path, key], given, isPassword),
    );
  }
  const text = String(value);
  const shapes = shapesIn(text);
  if (shapes.length > 0) return shapes.map(({ kind, offset }) => ({ at: given.locate(path, offset), name, kind }));
  const kind = isPassword ? 'password' : secretKindOf(name);
  if (kind === undefined || !isLiteralSecret(text, kind)) return [];
  return [{ at: given.locate(path), name, kind }];
}
