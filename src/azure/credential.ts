/** Who asks Azure: the credential that a flag names, for the cloud that is audited. */

import type { TokenCredential } from '@azure/core-auth';
import type { ClientSecretCredentialOptions } from '@azure/identity';
import { CLOUDS, type Cloud } from '../model/cloud.ts';

/** The choices of `--credential`, with what each says of itself in help (Azure Identity client library, "Credential classes"). */
export const CREDENTIALS = {
  default: 'the first that works of: environment, workload identity, managed identity, Visual Studio Code, CLIs',
  environment: 'a service principal from AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or _CERTIFICATE_PATH',
  'workload-identity': 'a federated token, as in Kubernetes or a pipeline with OpenID Connect',
  'managed-identity': 'the managed identity of this machine',
  cli: 'who is signed in to the Azure CLI (az login)',
  'developer-cli': 'who is signed in to the Azure Developer CLI (azd auth login)',
  powershell: 'who is signed in to Azure PowerShell (Connect-AzAccount)',
} as const;

export type CredentialName = keyof typeof CREDENTIALS;

export type CredentialOptions = {
  /** Of a user-assigned managed identity or a workload identity, where there are several. */
  readonly clientId?: string;
  /** A certificate authority in PEM, for a private cloud's token endpoint. */
  readonly ca?: string;
};

/** Loads the identity library, which takes some 0.4 s: call it only when Azure is to be asked. */
export async function createCredential(
  name: CredentialName,
  cloud: Cloud,
  { clientId, ca }: CredentialOptions = {},
): Promise<TokenCredential> {
  const identity = await import('@azure/identity');
  const options: ClientSecretCredentialOptions = {
    authorityHost: cloud.authority,
    // The public directory of authorities knows no private cloud's.
    disableInstanceDiscovery: CLOUDS.every(({ authority }) => authority !== cloud.authority),
    ...(ca === undefined ? {} : { tlsOptions: { ca } }),
  };
  const client = clientId === undefined ? {} : { clientId };
  switch (name) {
    case 'default':
      return new identity.DefaultAzureCredential({
        ...options,
        ...(clientId === undefined ? {} : { managedIdentityClientId: clientId, workloadIdentityClientId: clientId }),
      });
    case 'environment':
      return new identity.EnvironmentCredential(options);
    case 'workload-identity':
      return new identity.WorkloadIdentityCredential({ ...options, ...client });
    case 'managed-identity':
      return new identity.ManagedIdentityCredential({ ...client });
    case 'cli':
      return new identity.AzureCliCredential();
    case 'developer-cli':
      return new identity.AzureDeveloperCliCredential();
    case 'powershell':
      return new identity.AzurePowerShellCredential();
  }
}
