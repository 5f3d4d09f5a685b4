/** Finds the parameters of a template that take secrets and whose values no file gives. */

import type { Parameters } from './parameters.ts';
import { secretKindOf } from './secret-names.ts';
import { attributeOf, type Template, walkSections } from './template.ts';

/** Their names, sorted. A parameter file that leaves one out leaves it empty, as its default is; without a file, anything may be given. */
export function openSecrets(template: Template, parameters: Parameters | null): string[] {
  if (parameters !== null) return [];
  const names = [...walkSections(template)].flatMap(section => {
    if (section.kind !== 'parameter') return [];
    const type = attributeOf(section, 'ParameterType')?.value.toLowerCase();
    return type === 'password' || secretKindOf(section.name) !== undefined ? [section.name] : [];
  });
  return [...new Set(names)].sort();
}
