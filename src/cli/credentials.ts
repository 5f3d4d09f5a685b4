/** The choices of `--credential`, for the help. */

import type { CredentialName } from '../azure/credential.ts';

/** A test holds this against the credentials that there are: the help must not load the identity library's module. */
const CREDENTIALS: { readonly [name in CredentialName]: string } = {
  default: 'the first that works',
  environment: 'AZURE_* variables',
  'workload-identity': 'a federated token',
  'managed-identity': 'of this machine',
  cli: 'az login',
  'developer-cli': 'azd auth login',
  powershell: 'Connect-AzAccount',
};

export const CREDENTIAL_NAMES = Object.keys(CREDENTIALS);

export const CREDENTIAL_HELP = `who asks Azure: ${Object.entries(CREDENTIALS)
  .map(([name, says]) => `${name} (${says})`)
  .join(', ')}`;
