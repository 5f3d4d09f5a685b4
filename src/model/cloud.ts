/** The clouds: where their services are, and how their storage and vault addresses end. */

/** A national cloud, or a private one that the config describes. Endpoints are https URLs without a trailing slash. */
export type Cloud = {
  readonly name: string;
  readonly authority: string;
  readonly resourceManager: string;
  /** The audience of Resource Manager's tokens. */
  readonly resourceManagerAudience: string;
  readonly microsoftGraph: string;
  readonly portal: string;
  /** Ends of blob endpoints' host names, without a leading dot. */
  readonly blobSuffixes: readonly string[];
  readonly vaultSuffix: string;
};

/**
 * Endpoints and suffixes: Microsoft Learn, "Azure for US Government developers", "Azure in China developer guide";
 * the storage suffix `blob.storage.azure.net` belongs to accounts with DNS zone endpoints ("Storage account overview").
 */
export const CLOUDS: readonly Cloud[] = [
  {
    name: 'AzureCloud',
    authority: 'https://login.microsoftonline.com',
    resourceManager: 'https://management.azure.com',
    resourceManagerAudience: 'https://management.azure.com',
    microsoftGraph: 'https://graph.microsoft.com',
    portal: 'https://portal.azure.com',
    blobSuffixes: ['blob.core.windows.net', 'blob.storage.azure.net'],
    vaultSuffix: 'vault.azure.net',
  },
  {
    name: 'AzureUSGovernment',
    authority: 'https://login.microsoftonline.us',
    resourceManager: 'https://management.usgovcloudapi.net',
    resourceManagerAudience: 'https://management.usgovcloudapi.net',
    microsoftGraph: 'https://graph.microsoft.us',
    portal: 'https://portal.azure.us',
    blobSuffixes: ['blob.core.usgovcloudapi.net'],
    vaultSuffix: 'vault.usgovcloudapi.net',
  },
  {
    name: 'AzureChinaCloud',
    authority: 'https://login.chinacloudapi.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    resourceManagerAudience: 'https://management.chinacloudapi.cn',
    microsoftGraph: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    blobSuffixes: ['blob.core.chinacloudapi.cn'],
    vaultSuffix: 'vault.azure.cn',
  },
];

/** App (client) ids of Operator Nexus's platform services (how-to-credential-manager-key-vault, prerequisites). */
export const AFOI_APPS = {
  'AFOI-NC-RP-PME-PROD': '05cf5e27-931d-47ad-826d-cb9028d8bd7a',
  'AFOI-NC-MGMT-PME-PROD': '3365d4ea-bb16-4bc9-86dd-f2c8cf6f1f56',
} as const;
