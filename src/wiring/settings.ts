/** What a team declares about its wiring, because Azure cannot know it. */

import type { Cloud } from '../model/cloud.ts';

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
};
