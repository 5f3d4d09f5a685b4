/** Reads what Azure predicts of a deployment: `az deployment … what-if --no-pretty-print`, or the REST API's answer. */

import type { Row } from '../model/estate.ts';
import type { Operation, Plan } from '../model/plan.ts';
import { foldId } from '../model/resource-id.ts';
import type { JsonText } from '../sources/json-text.ts';
import type { Path } from '../sources/yaml.ts';
import type { PlanContext, PlanRead } from './context.ts';
import { isRow } from './row.ts';
import { type Change, changesOf } from './what-if/change.ts';
import { diagnosticsOf } from './what-if/diagnostics.ts';
import { Predictions } from './what-if/predictions.ts';
import { refusalOf } from './what-if/refusal.ts';

/** The whole deployment is one step. What is left alone or does not change causes no operation. */
export function readWhatIf(json: JsonText, context: PlanContext): PlanRead {
  const root = isRow(json.value) ? json.value : {};
  const refusal = refusalOf(root);
  if (refusal !== undefined) return { problems: [{ ...json.locate(['error']), says: refusal }] };
  const found = answerIn(root);
  if (found === undefined) {
    const says =
      'no list of "changes" here; this is not what `az deployment … what-if --no-pretty-print` or the REST API answers';
    return { problems: [{ ...json.locate([]), says }] };
  }
  const { answer, path } = found;
  const { changes, problems } = changesOf(json, answer, path);
  if (problems.length > 0) return { problems };
  const predictions = new Predictions(json, changes, context);
  const { doubts, notices } = diagnosticsOf(json, answer, path);
  return {
    file: json.file,
    kind: 'what-if',
    steps: [
      {
        name: json.file,
        operations: [...onePerResource(changes.flatMap(change => predictions.operation(change) ?? [])), ...doubts],
      },
    ],
    notices: [...silence(json, answer, path), ...changes.flatMap(change => elsewhere(json, change)), ...notices],
  };
}

/** The Azure CLI lays the answer's properties open, the REST API does not. */
function answerIn(root: Row): { answer: Row; path: Path } | undefined {
  if (Array.isArray(root.changes)) return { answer: root, path: [] };
  return isRow(root.properties) && Array.isArray(root.properties.changes)
    ? { answer: root.properties, path: ['properties'] }
    : undefined;
}

/** A template may deploy one resource twice; which of the two what-if compared last is not said. */
function onePerResource(operations: readonly Operation[]): Operation[] {
  const byId = Map.groupBy(operations, ({ id, type }) => `${foldId(id)} ${type}`);
  return [...byId.values()].flatMap(same => {
    const [first, second] = same;
    if (second === undefined || same.every(({ does }) => does === 'doubt')) return same;
    return [{ ...first!, does: 'doubt', body: {}, because: `what-if lists ${first!.address} ${same.length} times` }];
  });
}

/** Before version 2.75, the Azure CLI kept from its output which nested deployments what-if did not look into. */
function silence(json: JsonText, answer: Row, path: Path): Plan['notices'] {
  if (path.length > 0 || 'diagnostics' in answer) return [];
  const says =
    'this what-if has no "diagnostics", so nested deployments that it did not look into go unseen; make it with Azure CLI 2.75 or newer';
  return [{ says, location: json.locate([]) }];
}

/** What deployment extensions make, such as groups in Microsoft Entra, has no id in Azure. */
function elsewhere(json: JsonText, change: Change): Plan['notices'] {
  if (change.resourceId !== '') return [];
  const says = `${change.symbolicName ?? 'a change'} is made by a deployment extension rather than in Azure; it is not followed`;
  return [{ says, location: json.locate(change.path) }];
}
