/** The settings of a cluster that select an identity: command output and its overrides, analytics output, secret archive. */

import type { Json, Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import { at, listAt, textAt } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import type { Facts } from '../subjects/subjects.ts';
import { withoutProperties } from './row.ts';

/** A setting as the cluster has it, and where it stands. */
export type Selection = {
  readonly setting: Facts<'Setting'>;
  /** The end of the ids of its subjects. */
  readonly fragment: string;
  /** Unknown where it is not known what stands there, or whether anything does. */
  readonly value: Fact<Json>;
  /** The user-assigned identity that it selects; empty where it selects none. */
  readonly identityId: Fact<string>;
};

/** How a setting is called, and where it stands. */
type Place = { readonly fragment: string; readonly name: string; readonly path: string; readonly flag: string };

const COMMAND_OUTPUT: Place = {
  fragment: 'command-output',
  name: 'command output',
  path: 'properties.commandOutputSettings',
  flag: '--command-output-settings',
};
const ANALYTICS_OUTPUT: Place = {
  fragment: 'analytics-output',
  name: 'analytics output',
  path: 'properties.analyticsOutputSettings',
  flag: '--analytics-output-settings',
};
const SECRET_ARCHIVE: Place = {
  fragment: 'secret-archive',
  name: 'secret archive',
  path: 'properties.secretArchiveSettings',
  flag: '--secret-archive-settings',
};

/** The fragment of what stands for overrides of which it is not known which there are. */
export const OPEN_OVERRIDES = `${COMMAND_OUTPUT.fragment}/overrides`;

/** Every setting that there is or may be. */
export function selectionsOf(row: Row): Selection[] {
  const commandOutput = settingAt(row, 'commandOutputSettings');
  return [
    ...present(commandOutput, COMMAND_OUTPUT),
    ...overridesOf(commandOutput),
    ...present(settingAt(row, 'analyticsOutputSettings'), ANALYTICS_OUTPUT),
    ...present(settingAt(row, 'secretArchiveSettings'), SECRET_ARCHIVE),
  ];
}

/** Whether a setting selects an identity. */
export function selects({ setting, identityId }: Selection, id: string): Fact<boolean> {
  // NOTE: one that names an identity of a kind that is not documented counts as selecting it.
  if (setting.selectsSystemAssigned === true) return false;
  return mapFact(identityId, selected => selected !== '' && foldId(selected) === foldId(id));
}

/** The user-assigned identity that a setting names, where it certainly names one that it may select. */
export function namedIn({ setting }: Selection): string | undefined {
  const { identityId } = setting;
  return setting.selectsSystemAssigned === true || isUnknown(identityId) || identityId === '' ? undefined : identityId;
}

function settingAt(row: Row, key: string): Fact<Json> {
  return withoutProperties(row) ?? factOf(() => at(row, 'properties', key) ?? null);
}

function present(value: Fact<Json>, place: Place): Selection[] {
  return isUnknown(value) || (typeof value === 'object' && value !== null) ? [selection(value, place)] : [];
}

/** Where it is not known which there are, one selection stands for them; nothing is known of it. */
function overridesOf(commandOutput: Fact<Json>): Selection[] {
  if (isUnknown(commandOutput)) return [];
  const { flag, ...output } = COMMAND_OUTPUT;
  const path = `${output.path}.overrides`;
  const overrides = factOf(() => listAt(commandOutput, 'overrides'));
  if (isUnknown(overrides)) {
    const open = { fragment: OPEN_OVERRIDES, name: `${output.name} of its overrides`, path, flag };
    return [selection(overrides, open)];
  }
  return overrides.map((item, index) => {
    const value = factOf(() => at(item) ?? null);
    const kind = mapFact(value, known => textAt(known, 'commandOutputType') ?? '');
    const type = isUnknown(kind) || kind === '' ? `override ${index + 1}` : kind;
    const fragment = `${output.fragment}/${type}`;
    return selection(value, { fragment, name: `${output.name} of ${type}`, path: `${path}[${index}]`, flag });
  });
}

function selection(value: Fact<Json>, { fragment, ...place }: Place): Selection {
  const text = (key: string) => mapFact(value, known => textAt(known, 'associatedIdentity', key) ?? '');
  const kind = text('identityType');
  const id = text('userAssignedIdentityResourceId');
  const isKind = (wanted: string): Fact<boolean> =>
    mapFact(kind, known =>
      ['', 'userassignedidentity', 'systemassignedidentity'].includes(known.toLowerCase())
        ? known.toLowerCase() === wanted
        : new Unknown(`the ${place.name} selects "${known}", a kind of identity that is not documented`),
    );
  const selectsSystemAssigned = isKind('systemassignedidentity');
  return {
    fragment,
    value,
    identityId: selectedId(kind, id, selectsSystemAssigned),
    setting: {
      ...place,
      identityType: mapFact(kind, known =>
        known === '' ? mapFact(id, named => unsaidKind(place.name, named)) : known,
      ),
      identityId: id,
      selectsUserAssigned: isKind('userassignedidentity'),
      selectsSystemAssigned,
    },
  };
}

function unsaidKind(name: string, id: string): Fact<string> {
  return id === '' ? '' : new Unknown(`the ${name} names ${id} without saying which kind of identity it selects`);
}

function selectedId(kind: Fact<string>, id: Fact<string>, selectsSystemAssigned: Fact<boolean>): Fact<string> {
  // A selection of the system-assigned identity that names another is one: the fault is judged by its own rule.
  if (selectsSystemAssigned === true) return '';
  return isUnknown(kind) ? mapFact(id, named => (named === '' ? '' : kind)) : id;
}
