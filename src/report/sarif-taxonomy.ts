/** Describes the documents' requirements in SARIF: a taxonomy for each document, a taxon for each of its requirements. */

import type { ReportingDescriptorRelationship, ToolComponent, ToolComponentReference } from 'sarif';
import type { Requirement } from '../model/finding.ts';
import { printable, stopped } from './printable.ts';

/** The documents in the order of their titles. */
export function taxonomies(requirements: readonly Requirement[]): ToolComponent[] {
  return documents(requirements).map(({ title, see, taxa }) => ({
    name: title,
    informationUri: see,
    shortDescription: { text: printable(`Requirements of "${title}".`) },
    isComprehensive: false,
    taxa: taxa.map(({ id, says, source, level }) => ({
      id,
      shortDescription: { text: printable(stopped(says)) },
      helpUri: source.see,
      defaultConfiguration: { level },
      properties: { section: source.section },
    })),
  }));
}

/** How the driver refers to the taxonomies. */
export function supportedTaxonomies(requirements: readonly Requirement[]): ToolComponentReference[] {
  return documents(requirements).map(({ title: name }, index) => ({ name, index }));
}

/** By the id of a requirement: how the rules that prove it refer to it. */
export function relationships(
  requirements: readonly Requirement[],
): ReadonlyMap<string, ReportingDescriptorRelationship> {
  return new Map(
    documents(requirements).flatMap(({ title, taxa }, of) =>
      taxa.map(({ id }, index) => [
        id,
        { target: { id, index, toolComponent: { name: title, index: of } }, kinds: ['relevant'] },
      ]),
    ),
  );
}

type Document = { readonly title: string; readonly see: string; readonly taxa: readonly Requirement[] };

function documents(requirements: readonly Requirement[]): Document[] {
  const byTitle = Map.groupBy(requirements, ({ source }) => source.document);
  return [...byTitle]
    .map(([title, taxa]) => ({ title, see: taxa[0]!.source.see, taxa }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}
