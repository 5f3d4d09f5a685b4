import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLOUDS } from '../../src/model/cloud.ts';
import { REQUIRED_ROLES } from '../../src/model/roles.ts';

const constants = suite('clouds and roles');

constants('every endpoint is an https address without a slash at its end', () => {
  const endpoints = CLOUDS.flatMap(({ authority, resourceManager, microsoftGraph, portal }) => [
    ...[authority, resourceManager, microsoftGraph, portal],
  ]);

  assert.equal(
    endpoints.filter(endpoint => new URL(endpoint).origin !== endpoint || !endpoint.startsWith('https://')),
    [],
  );
});

constants('no two clouds share an ending, and no ending is that of another', () => {
  const endings = CLOUDS.flatMap(({ blobSuffixes, vaultSuffix }) => [...blobSuffixes, vaultSuffix]);

  assert.equal(
    endings.filter((one, index) => endings.some((other, place) => index !== place && `.${one}`.endsWith(`.${other}`))),
    [],
  );
});

constants('every role that rules may name has a GUID and a name of its own, and permits what it needs at least', () => {
  const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const names = REQUIRED_ROLES.flatMap(({ id, name }) => [id, name]);

  const strange = REQUIRED_ROLES.filter(
    ({ id, permits }) => !guid.test(id) || permits.actions.length + permits.dataActions.length === 0,
  );

  assert.equal([strange, new Set(names).size], [[], names.length]);
});

constants.run();
