/** The function `environment`: what templates ask of the cloud that they are deployed to ("Deployment functions for ARM templates"). */

import type { Cloud } from '../../../model/cloud.ts';
import type { ScopeFunction } from './evaluate.ts';
import { partlyKnown } from './partly-known.ts';

export function environmentFunction(cloud: Cloud): ScopeFunction {
  const because = 'environment() says it only when it is deployed';
  const storage = cloud.blobSuffixes[0]?.replace(/^blob\./, '');
  const environment = partlyKnown(because, {
    name: cloud.name,
    portal: cloud.portal,
    resourceManager: `${cloud.resourceManager}/`,
    suffixes: partlyKnown(because, {
      keyvaultDns: `.${cloud.vaultSuffix}`,
      ...(storage === undefined ? {} : { storage }),
    }),
  });
  return () => environment;
}
