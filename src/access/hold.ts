/** Whether a principal holds as much as a role that a requirement names. */

import type { Answer } from '../model/grant.ts';
import { REQUIRED_ROLES, type RequiredRole } from '../model/roles.ts';
import type { Access } from './access.ts';

/**
 * Asks for a role by its name (one of REQUIRED_ROLES) or GUID. Whoever may do everything that the role permits holds as much,
 * through whatever roles. Who may do the core of it but not everything may or may not get by: unknown, as no document says.
 */
export function hold(access: Access, principalId: string, role: string, scope: string): Answer {
  const required = REQUIRED_ROLES.find(({ id, name }) => name === role || id === role.toLowerCase());
  if (required === undefined) throw new RangeError(`no role is called ${role}`);
  const whole = access.ask({ principalId, scope, ...required.permits });
  if (whole.is !== 'missing' || required.core === required.permits) return whole;
  const core = access.ask({ principalId, scope, ...required.core });
  if (core.is === 'missing') return whole;
  const because =
    core.is === 'unknown'
      ? core.because
      : partly(
          required,
          core.grants.map(({ roleName }) => roleName),
          whole.missing,
        );
  return { is: 'unknown', question: whole.question, because, grants: core.grants };
}

function partly({ name, core }: RequiredRole, through: readonly string[], missing: readonly string[]): string {
  const may = [...core.actions, ...core.dataActions].join(', ');
  return `${[...new Set(through)].join(', ')} gives ${may}, but not all that ${name} gives (${missing.join(', ')}), and no document says whether that is enough`;
}
