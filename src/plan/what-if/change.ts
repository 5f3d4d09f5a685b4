/** The changes that a what-if answer lists, as Azure sends them (Microsoft.Resources/deployments, `WhatIfOperationResult`). */

import type { Json, Row } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import { listAt, textAt } from '../../model/json.ts';
import type { JsonText } from '../../sources/json-text.ts';
import type { Problem } from '../../sources/problem.ts';
import type { Path } from '../../sources/yaml.ts';
import { isRow } from '../row.ts';

export type Change = {
  /** An id, in which expressions may stand; empty for what a deployment extension makes, which is no Azure resource. */
  readonly resourceId: string;
  /** In lower case: `create`, `nochange`, … */
  readonly changeType: string;
  /** `false` under `potentialChanges`: what-if could not tell whether it will be deployed. */
  readonly isCertain: boolean;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  readonly delta: readonly Json[];
  readonly unsupportedReason: string | undefined;
  readonly symbolicName: string | undefined;
  readonly deploymentId: string | undefined;
  readonly path: Path;
};

/** The changes of an answer, the certain ones first. What has not their shape is a problem. */
export function changesOf(json: JsonText, answer: Row, path: Path): { changes: Change[]; problems: Problem[] } {
  const changes: Change[] = [];
  const problems: Problem[] = [];
  for (const list of ['changes', 'potentialChanges'] as const) {
    for (const [index, item] of listAt(answer, list).entries()) {
      const here = [...path, list, index];
      const read = changeOf(item, here, list === 'changes');
      if (typeof read === 'string') problems.push({ ...json.locate(here), says: read });
      else changes.push(read);
    }
  }
  return { changes, problems };
}

function changeOf(item: Json, path: Path, isCertain: boolean): Change | string {
  if (!isRow(item)) return 'a change was expected here: an object with "resourceId" and "changeType"';
  const changeType = textAt(item, 'changeType');
  if (changeType === undefined) return 'the change has no "changeType"; is the what-if answer whole?';
  const resourceId = textAt(item, 'resourceId');
  if (resourceId === undefined && !isRow(item.identifiers))
    return 'the change has no "resourceId"; is the what-if answer whole?';
  return {
    resourceId: resourceId ?? '',
    changeType: changeType.toLowerCase(),
    isCertain,
    before: isRow(item.before) ? item.before : undefined,
    after: isRow(item.after) ? item.after : undefined,
    delta: listAt(item, 'delta'),
    unsupportedReason: textAt(item, 'unsupportedReason'),
    symbolicName: textAt(item, 'symbolicName'),
    deploymentId: textAt(item, 'deploymentId'),
    path,
  };
}

/** The place of a change, or of a part of what it leads to. */
export function locateChange(json: JsonText, change: Change): (path?: Path) => Location {
  return path => json.locate([...change.path, ...(path === undefined ? ['resourceId'] : ['after', ...path])]);
}
