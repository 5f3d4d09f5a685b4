import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collect } from '../../src/azure/collect.ts';
import { connect } from '../../src/azure/connect.ts';
import { CREDENTIALS, type CredentialName, createCredential } from '../../src/azure/credential.ts';
import { AzureProblem } from '../../src/azure/problem.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { CLOUDS } from '../../src/model/cloud.ts';
import { cloudAt, TAKEN_AT } from './against.ts';
import { guid, smallAzure } from './small-azure.ts';

const credentials = suite('credential');

const VARIABLES = { AZURE_TENANT_ID: guid(2, 1), AZURE_CLIENT_ID: guid(2, 2), AZURE_CLIENT_SECRET: 'secret' };

/** Collects as the service principal of the environment, whose token the emulated Azure issues. */
async function collectAsServicePrincipal(expired: boolean): Promise<string> {
  const emulator = await startEmulator(smallAzure(), { faults: { expired } });
  try {
    const cloud = cloudAt(emulator.url);
    const credential = await createCredential('environment', cloud, { ca: emulator.ca });
    const connection = await connect({ cloud, credential, ca: emulator.ca });
    const { estate } = await collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [] });
    return `${estate.count('resources')} resources`;
  } catch (error) {
    if (error instanceof AzureProblem) return error.says;
    throw error;
  } finally {
    await emulator.close();
  }
}

credentials.before(() => {
  Object.assign(process.env, VARIABLES);
});

credentials.after(() => {
  for (const name of Object.keys(VARIABLES)) delete process.env[name];
});

credentials('a service principal of a private cloud signs in there and collects', async () => {
  assert.is(await collectAsServicePrincipal(false), '9 resources');
});

credentials('an expired secret is said with what the sign-in answered', async () => {
  assert.match(
    await collectAsServicePrincipal(true),
    /^The credential gave no token: AADSTS7000222: The provided client secret keys for app '\S+' are expired\. Expected/,
  );
});

credentials('every choice of the flag is a credential that can be asked for a token', async () => {
  process.env.AZURE_FEDERATED_TOKEN_FILE = '/nowhere';

  const made = [];
  for (const name of Object.keys(CREDENTIALS)) {
    made.push(typeof (await createCredential(name as CredentialName, CLOUDS[1]!)).getToken);
  }
  delete process.env.AZURE_FEDERATED_TOKEN_FILE;

  assert.equal(
    made,
    Object.keys(CREDENTIALS).map(() => 'function'),
  );
});

credentials.run();
