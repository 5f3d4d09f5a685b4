/** What a team declares about its wiring, because Azure cannot know it. */

import type { Cloud } from '../model/cloud.ts';
import type { RoleUse } from '../model/cyclecloud-role.ts';
import type { Location } from '../model/finding.ts';
import type { Account } from '../sources/cyclecloud/account.ts';
import type { TemplateNode } from '../sources/cyclecloud/nodes.ts';
import type { RoleFile } from '../sources/cyclecloud/role-file.ts';
import type { Secret } from '../sources/cyclecloud/secrets.ts';

export type WiringSettings = {
  readonly cloud: Cloud;
  /** Who runs run-* commands, and from which addresses (single ones or CIDR ranges). */
  readonly operators: {
    readonly principals: readonly { readonly id: string; readonly name: string }[];
    readonly addresses: readonly string[];
  };
  readonly afoi: {
    /** Object ids by app id, where Microsoft Graph is not to be asked. */
    readonly objectIds: { readonly [appId: string]: string };
    /** Whether AFOI-NC-MGMT-PME-PROD must be able to assign the secret archive's identity: newer versions of the document drop the step. */
    readonly required: boolean;
  };
  /** Federated credentials that are meant to be there. `subject` is the subject, or the claims matching expression. */
  readonly federatedCredentials: readonly {
    readonly identity: string;
    readonly issuer: string;
    readonly subject: string;
  }[];
  readonly cyclecloud: readonly DeclaredServer[];
};

/** A CycleCloud server as a team declares it, with the files that it keeps for it, read. */
export type DeclaredServer = RoleUse & {
  /** The id of its VM. */
  readonly vm: string;
  /** Where it is declared. */
  readonly at: Location;
  /** Where it works: the id of a subscription or resource group. */
  readonly scope: string;
  readonly account: Account | undefined;
  /** Where there is no account record. */
  readonly locker: DeclaredLocker | undefined;
  readonly templates: readonly DeclaredTemplate[];
  readonly roles: readonly RoleFile[];
};

export type DeclaredLocker = {
  readonly at: Location;
  readonly storageAccount: string;
  readonly container: string | undefined;
  /** The id of its identity; `undefined` where nodes sign in by the account's shared key. */
  readonly identity: string | undefined;
};

/** A cluster template and its parameter file, read. */
export type DeclaredTemplate = {
  readonly at: Location;
  readonly parameterFile: string | undefined;
  /** The cluster made of it, where it has another name than in the template. */
  readonly cluster: string | undefined;
  readonly nodes: readonly TemplateNode[];
  readonly secrets: readonly Secret[];
  /** Parameters for secrets whose values nothing in the repository gives. */
  readonly openSecrets: readonly string[];
};
